private import Glibc

/// The driver of libFuzzer (FuzzerDriver.cpp): it calls back with one input after another.
@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
  _ count: UnsafeMutablePointer<CInt>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
  _ take: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

/// Fuzzes the parser that `FUZZ` names in the environment, with the arguments of libFuzzer.
///
/// Without it the names of all parsers are printed; with `FUZZ_SEEDS` what to begin with is written below that folder.
/// `Tests/fuzz.sh` starts it.
@main
enum Fuzzing {
  private static let parser = FuzzedParser.all.first { $0.name == environment("FUZZ") }

  static func main() {
    if let folder = environment("FUZZ_SEEDS") { return Seeds(below: folder).write() }
    guard parser != nil else { return print(FuzzedParser.all.map(\.name).joined(separator: "\n")) }
    var count = CommandLine.argc
    var arguments = unsafe CommandLine.unsafeArgv
    exit(unsafe runDriver(&count, &arguments, take))
  }

  private static let take: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt = { data, count in
    parser?.take(unsafe Array(UnsafeBufferPointer(start: data, count: count)))
    return 0
  }

  private static func environment(_ name: String) -> String? {
    unsafe getenv(name).map { unsafe String(cString: $0) }
  }
}
