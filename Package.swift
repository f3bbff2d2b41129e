// swift-tools-version: 6.2
import PackageDescription

/// What every Swift target of this package is held to: Swift 6, no warnings, unsafe code marked where it stands.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
]

/// A module of the core: its duty is one line in Sources/README.md, its imports are what stands here.
func module(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

/// The tests of one module, or of one matter, in `Tests/<name>Tests`.
func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .testTarget(name: name + "Tests", dependencies: dependencies, swiftSettings: strict)
}

let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")
let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

/// A product that only the control server needs: without the trait nothing of it is fetched or built.
func control(_ name: String, _ package: String) -> Target.Dependency {
  .product(name: name, package: package, condition: .when(traits: ["Control"]))
}

let package = Package(
  name: "pcap2scenario",
  products: [
    .executable(name: "pcap2scenario", targets: ["pcap2scenario"]),
    .executable(name: "pcap2scenario-control", targets: ["pcap2scenario-control"]),
  ],
  traits: [
    .trait(name: "Control", description: "The control server: its sources are empty without this.")
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1", traits: []),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", exact: "1.0.2", traits: []),
    .package(url: "https://github.com/apple/swift-system", exact: "1.8.1"),
    .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
    .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0", traits: []),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
  ],
  targets: [
    .systemLibrary(name: "CPcap", pkgConfig: "libpcap", providers: [.apt(["libpcap-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
    .systemLibrary(name: "CLibYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
    .target(name: "CBuiltins"),
    .target(name: "CCommit"),
    .target(name: "CPrefetch"),
    .systemLibrary(name: "CLibCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CArchive", pkgConfig: "libarchive", providers: [.apt(["libarchive-dev"])]),
    .target(name: "CPages"),

    module("Wire", []),
    module("Threads", []),
    module("Diagnostics", []),
    module("Capture", ["CPcap", "CPrefetch", "CZlib", "CZstd", "Threads", "Wire", "Diagnostics"]),
    module("SIP", ["Wire"]),
    module("SDP", ["Wire"]),
    module("Dialog", ["SIP", "SDP", "Wire", "Diagnostics"]),
    module("Media", ["Dialog", "Threads", "Wire", "Diagnostics"]),
    module("YAML", ["CLibYAML", "Diagnostics"]),
    module("RuleEngine", ["YAML", "Dialog", "SIP", "SDP", "Wire", "Diagnostics"]),
    module("Templates", [mustache, "Diagnostics"]),
    module(
      "Scenario",
      [
        "Capture", "Dialog", "Media", "RuleEngine", "Templates", "YAML", "SIP", "SDP", "Threads", "Wire",
        "Diagnostics", "CBuiltins", "CCommit",
      ]
    ),
    module("Replay", ["Capture", "Dialog", "Media", "RuleEngine", "Scenario", "SIP", "Wire", "Diagnostics"]),
    .executableTarget(
      name: "pcap2scenario",
      dependencies: [
        "Replay", "Scenario", "Capture", "Dialog", "RuleEngine", "Templates", "Wire", "Diagnostics", argumentParser,
      ],
      swiftSettings: strict
    ),
    .target(
      name: "ControlServer",
      dependencies: [
        "Templates", "Diagnostics", "CBuiltins", "CPages",
        .target(name: "CLibCrypto", condition: .when(traits: ["Control"])),
        .target(name: "CArchive", condition: .when(traits: ["Control"])),
        control("Hummingbird", "hummingbird"), control("GRDB", "GRDB.swift"),
        control("Subprocess", "swift-subprocess"), control("SystemPackage", "swift-system"),
        control("Logging", "swift-log"), control("NIOCore", "swift-nio"), control("_NIOFileSystem", "swift-nio"),
        control("NIOHTTP1", "swift-nio"), control("NIOPosix", "swift-nio"), control("HTTPTypes", "swift-http-types"),
        control("ServiceLifecycle", "swift-service-lifecycle"), control("UnixSignals", "swift-service-lifecycle"),
      ],
      exclude: ["README.md"],
      swiftSettings: strict
    ),
    .executableTarget(
      name: "pcap2scenario-control",
      dependencies: ["ControlServer", argumentParser],
      swiftSettings: strict
    ),
    // Makes the captures of `make bench`; nothing depends on it.
    .executableTarget(name: "MakeCapture", dependencies: [argumentParser], swiftSettings: strict),

    tests("Wire", ["Wire"]),
    tests("Threads", ["Threads"]),
    tests("Diagnostics", ["Diagnostics"]),
    tests("Capture", ["Capture", "Noise", "Wire", "Diagnostics"]),
    tests("SIP", ["SIP", "Wire"]),
    tests("SDP", ["SDP", "Wire"]),
    tests("Dialog", ["Dialog", "Capture", "SIP", "SDP", "Wire", "Diagnostics"]),
    tests("Media", ["Media", "Dialog", "Capture", "Wire", "Diagnostics"]),
    tests("YAML", ["YAML", "Noise", "Diagnostics"]),
    tests("RuleEngine", ["RuleEngine", "Capture", "Dialog", "SIP", "Wire", "Diagnostics"]),
    tests("Templates", ["Templates", "Noise", "Diagnostics"]),
    tests(
      "Scenario",
      ["Scenario", "Capture", "Dialog", "Noise", "RuleEngine", "Templates", "Wire", "Diagnostics", "TestSupport"]
    ),
    tests("CommandLine", ["pcap2scenario", "TestSupport"]),
    tests("ControlServer", ["ControlServer"]),
    tests("HostileCapture", ["Noise", "Scenario", "Capture", "Dialog", "SIP", "SDP", "Wire", "Diagnostics"]),
    tests("Replay", ["Replay", "Scenario", "Capture", "Dialog", "Wire", "Diagnostics", "TestSupport"]),
    tests(
      "RealPeer",
      ["Replay", "Scenario", "Capture", "Dialog", "Media", "RuleEngine", "SIP", "Wire", "Diagnostics", "TestSupport"]
    ),
    .target(name: "Noise", path: "Tests/Noise", swiftSettings: strict),
    .target(name: "TestSupport", dependencies: ["Replay"], path: "Tests/TestSupport", swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6],
  cLanguageStandard: .c2x
)

// libFuzzer is part of it, and all modules must be built for that: only 'make fuzz' asks for it.
if Context.environment["FUZZING"] != nil {
  package.targets.append(
    .executableTarget(
      name: "Fuzz",
      dependencies: ["Scenario", "Capture", "Dialog", "RuleEngine", "Templates", "SIP", "SDP", "Wire", "Diagnostics"],
      path: "Tests/Fuzz",
      swiftSettings: strict
    )
  )
}
