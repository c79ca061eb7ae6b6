import FrontDoors
import HTTPClient

extension ServiceConfiguration {
  /// Reads what hooks, badges and write back need, as the service does when it starts.
  ///
  /// - Returns: what there is of them, a line each.
  /// - Throws: ``FileError`` with secrets and mappings that cannot be used; nothing of a secret is in it.
  public func frontDoors() throws(FileError) -> [String] {
    var lines: [String] = []
    for hook in try Hook.all(hooks).values.sorted(by: { $0.name < $1.name })
    where hooks[hook.name] != HookConfiguration.standard[hook.name] {
      let access = hook.signature == nil ? "needs an API key where requests do" : "checked by its signature"
      lines.append("hook \(hook.name): good; \(hook.system.rawValue), \(access)")
    }
    if try Badges(badges).link != nil { lines.append("badges: good; links are signed") }
    if data == nil, !writeBack.entries.isEmpty {
      lines.append("  warning: write_back needs a data folder; with data: none nothing is written back")
    }
    for target in try writeBack.targets() {
      // An address may have what is secret behind the host.
      let host = (try? HTTPAddress(target.url))?.origin ?? "an address that is none"
      lines.append("write back \(target.name): good; \(target.system.rawValue) at \(host)")
    }
    return lines
  }
}
