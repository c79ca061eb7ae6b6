import JSON
import Scoring

/// The results of `heed fit` for programs: times in weeks, money in the file's units, `null` for what is not known.
public struct FitJSON {
  private let report: FitReport
  private let file: TransactionFile

  public init(_ report: FitReport, of file: TransactionFile) {
    self.report = report
    self.file = file
  }

  /// The document, indented.
  public var text: String {
    let writer = JSONWriter()
    writer.object {
      sample(writer)
      writer.key("bg_nbd").object { fit(report.purchases, writer) }
      switch report.spending {
      case .success(let spending): writer.key("gamma_gamma").object { fit(spending, writer) }
      case .failure: writer.key("gamma_gamma").null()
      }
      number("correlation", report.correlation, writer)
      writer.key("warnings").array { for warning in report.warnings { writer.string(warning) } }
      frequencies(writer)
      weeks(writer)
      holdout(writer)
    }
    return writer.withUnsafeBytes { String(decoding: IndentedJSON.indent($0), as: UTF8.self) } + "\n"
  }

  private func sample(_ writer: JSONWriter) {
    let sample = report.sample
    writer.key("transactions").number(sample.transactions)
    writer.key("rows_refused").number(file.refused)
    writer.key("returns").number(file.returns)
    writer.key("purchases").number(sample.purchases)
    writer.key("customers").number(sample.customers.count)
    writer.key("repeat_buyers").number(sample.repeatBuyers)
    writer.key("newcomers").number(sample.newcomers)
    writer.key("from").string(TransactionDates.text(sample.firstDay))
    writer.key("calibrated_until").string(TransactionDates.text(sample.calibrationEnd))
    writer.key("until").string(TransactionDates.text(sample.observationEnd))
    writer.key("fit_seconds").number(report.fitSeconds, decimals: 4)
  }

  private func fit<Model>(_ fit: ModelFit<Model>, _ writer: JSONWriter) {
    writer.key("parameters").object {
      for parameter in fit.parameters { writer.key(escaping: parameter.name).number(parameter.value) }
    }
    writer.key("standard_errors").object {
      for parameter in fit.parameters {
        let key = writer.key(escaping: parameter.name)
        if let error = parameter.standardError { key.number(error) } else { key.null() }
      }
    }
    if let covariance = fit.covariance {
      writer.key("covariance").array {
        for row in covariance { writer.array { for entry in row { writer.number(entry) } } }
      }
    } else {
      writer.key("covariance").null()
    }
    writer.key("log_likelihood").number(fit.logLikelihood)
    writer.key("customers").number(fit.customers)
    writer.key("converged").bool(fit.convergence.hasVanishingGradient)
    writer.key("iterations").number(fit.convergence.iterations)
    writer.key("gradient").number(fit.convergence.gradient)
    writer.key("starts").number(fit.convergence.starts)
    writer.key("starts_agreeing").number(fit.convergence.agreeing)
    writer.key("at_bounds").array { for name in fit.convergence.atBounds { writer.string(name) } }
  }

  private func frequencies(_ writer: JSONWriter) {
    writer.key("frequencies").array {
      for frequency in report.check?.frequencies ?? [] {
        writer.object {
          writer.key("repeat_purchases").number(frequency.purchases)
          writer.key("actual").number(frequency.actual)
          writer.key("expected").number(frequency.expected, decimals: 3)
        }
      }
    }
  }

  private func weeks(_ writer: JSONWriter) {
    writer.key("weeks").array {
      for week in report.check?.weeks ?? [] {
        writer.object {
          writer.key("week").number(week.number)
          writer.key("actual").number(week.actual)
          writer.key("expected").number(week.expected, decimals: 3)
        }
      }
    }
  }

  private func holdout(_ writer: JSONWriter) {
    guard let holdout = report.check?.holdout else {
      writer.key("holdout").null()
      return
    }
    writer.key("holdout").object {
      writer.key("weeks").number(holdout.weeks, decimals: 3)
      writer.key("actual").number(holdout.actual)
      writer.key("predicted").number(holdout.predicted, decimals: 3)
      number("correlation", holdout.correlation, writer)
      writer.key("mean_absolute_error").number(holdout.meanAbsoluteError, decimals: 4)
      writer.key("actual_value").number(holdout.actualValue, decimals: 2)
      number("predicted_value", holdout.predictedValue, writer)
      writer.key("frequencies").array {
        for frequency in holdout.frequencies {
          writer.object {
            writer.key("repeat_purchases").number(frequency.purchases)
            writer.key("customers").number(frequency.customers)
            writer.key("actual").number(frequency.actual, decimals: 4)
            writer.key("predicted").number(frequency.predicted, decimals: 4)
          }
        }
      }
    }
  }

  private func number(_ key: StaticString, _ value: Double?, _ writer: JSONWriter) {
    if let value { writer.key(key).number(value, decimals: 4) } else { writer.key(key).null() }
  }
}
