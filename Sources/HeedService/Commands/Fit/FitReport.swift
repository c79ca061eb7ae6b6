public import Scoring

/// What `heed fit` found out about a company's customers.
public struct FitReport: Sendable {
  /// The customers, and what they did.
  public let sample: PurchaseSample
  /// When they buy.
  public let purchases: ModelFit<BGNBD>
  /// What they spend, or why that could not be fitted.
  public let spending: Result<ModelFit<GammaGamma>, FitError>
  /// The correlation of how often and how much customers buy, which the model of spending takes to be none.
  public let correlation: Double?
  /// Expectations beside what happened; `nil` where the model cannot be evaluated for these customers.
  public let check: PurchaseCheck?
  /// How long the two fits took.
  public let fitSeconds: Double

  /// Fits both models to a sample.
  ///
  /// - Throws: ``FitError`` where purchases cannot be fitted.
  public init(_ sample: PurchaseSample) throws(FitError) {
    let histories = sample.histories
    let clock = ContinuousClock()
    let start = clock.now
    let purchases = try BGNBD.fit(to: histories)
    do throws(FitError) {
      spending = .success(try GammaGamma.fit(to: histories))
    } catch {
      spending = .failure(error)
    }
    fitSeconds = (clock.now - start) / .seconds(1)
    self.sample = sample
    self.purchases = purchases
    correlation = GammaGamma.correlation(in: histories)
    check = PurchaseCheck(sample, purchases.model, spending: try? spending.get().model)
  }

  /// How lifetime values are computed with the fitted models, the rest as in `settings`.
  ///
  /// - Throws: ``FitError`` where what customers spend could not be fitted.
  public func settings(_ settings: LifetimeValueSettings) throws(FitError) -> LifetimeValueSettings {
    var settings = settings
    settings.purchaseModel = purchases.model
    settings.spendModel = try spending.get().model
    return settings
  }

  /// The lifetime value of every customer as of the end of the calibration, and how many have none.
  public func lifetimeValues(_ settings: LifetimeValueSettings) -> (values: [Double], without: Int) {
    var (values, without): ([Double], Int) = ([], 0)
    values.reserveCapacity(sample.customers.count)
    for customer in sample.customers {
      let history = customer.history
      let purchases = Purchases(
        count: history.x + 1, firstDaysAgo: history.T * 7, lastDaysAgo: (history.T - history.tx) * 7,
        averageValue: history.x == 0 ? nil : history.meanValue)
      if let worth = settings.value(of: Customer(purchases: purchases)) {
        values.append(worth.amount)
      } else {
        without += 1
      }
    }
    return (values, without)
  }

  /// What a person should know before using the parameters; empty where all is well.
  public var warnings: [String] {
    var warnings = Self.warnings(purchases, "BG/NBD")
    switch spending {
    case .success(let fit):
      warnings += Self.warnings(fit, "Gamma-Gamma")
      if fit.model.q <= 1 {
        warnings.append("q is 1 or less: nothing can be expected of what customers without repeat purchases spend")
      }
    case .failure(let error): warnings.append("Gamma-Gamma was not fitted: \(error)")
    }
    if let correlation, correlation.magnitude > Self.tolerableCorrelation {
      warnings.append(
        "those who buy often spend \(correlation > 0 ? "more" : "less") at a time (correlation "
          + "\(decimals(correlation, 2))), and Gamma-Gamma assumes that they do not")
    }
    return warnings
  }

  /// From here on the assumption of no correlation is worth a word.
  private static let tolerableCorrelation = 0.3

  private static func warnings<Model>(_ fit: ModelFit<Model>, _ name: String) -> [String] {
    let convergence = fit.convergence
    var warnings: [String] = []
    if !convergence.hasVanishingGradient { warnings.append("the fit of \(name) has not converged") }
    if !convergence.atBounds.isEmpty {
      warnings.append(
        "\(convergence.atBounds.joined(separator: ", ")) of \(name) ran to the end of the range: the customers differ "
          + "less than the model expects, or are too few")
    }
    if !convergence.isMaximum {
      warnings.append("the curvature at the end of the fit of \(name) is not that of a maximum: no standard errors")
    }
    return warnings
  }
}
