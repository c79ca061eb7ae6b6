import Foundation
import Glibc

/// What the process has used so far, as the kernel says.
struct ProcessFigures {
  var cpuSeconds = 0.0
  var residentBytes = 0
  var openDescriptors = 0
  let startedAt: Double

  init(startedAt: Double) {
    self.startedAt = startedAt
    var usage = rusage()
    if getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage) == 0 {
      cpuSeconds = Self.seconds(usage.ru_utime) + Self.seconds(usage.ru_stime)
    }
    if let fields = try? String(contentsOfFile: "/proc/self/statm", encoding: .ascii).split(separator: " "),
      fields.count > 1, let pages = Int(fields[1])
    {
      residentBytes = pages * sysconf(Int32(_SC_PAGESIZE))
    }
    openDescriptors = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count) ?? 0
  }

  private static func seconds(_ time: timeval) -> Double {
    Double(time.tv_sec) + Double(time.tv_usec) / 1e6
  }
}
