/// A model with the parameters that make what customers did most likely.
public struct ModelFit<Model: Sendable>: Sendable {
  /// The model with the fitted parameters.
  public let model: Model
  /// The parameters in the order of the literature.
  public let parameters: [FittedParameter]
  /// Variances and covariances of the parameters, from the observed information; `nil` where that is not positive
  /// definite. Rows and columns of parameters at the end of their range are zero.
  public let covariance: [[Double]]?
  /// The natural logarithm of the likelihood, at the parameters.
  public let logLikelihood: Double
  /// The customers it was fitted to.
  public let customers: Int
  /// How the search ended.
  public let convergence: FitConvergence
}
