// swift-tools-version: 6.2

import PackageDescription

/// One set of compiler settings for every Swift target of the package.
let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

/// A stage of the pipeline: a library target with the shared settings.
func stage(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

/// A suite of Swift Testing tests; fixtures are read from `Tests/Fixtures` by path.
func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: dependencies, swiftSettings: settings)
}

/// A C library of the system, found with pkg-config where it tells of itself.
func system(_ name: String, pkgConfig: String? = nil, apt: String, brew: String) -> Target {
    .systemLibrary(
        name: name, path: "Sources/System/\(name)", pkgConfig: pkgConfig,
        providers: [.apt([apt]), .brew([brew])])
}

let package = Package(
    name: "lay",
    platforms: [.macOS(.v15)],
    products: [
        .library(name: "Lay", targets: ["Lay", "LayDisk"]),
        .library(name: "LayImages", targets: ["LayImages", "LayArchive", "LayFiles"]),
        .library(
            name: "LayWorld",
            targets: [
                "LayWorld", "LayContainers", "LayShell", "LayImages", "LayArchive", "LayDisk",
                "LayFiles", "LayBounds",
            ]),
        .library(name: "LayDisk", targets: ["LayDisk", "LayFiles"]),
        .library(name: "LayShell", targets: ["LayShell", "LayUtilities"]),
        .library(
            name: "LayDockerfile",
            targets: [
                "LayDockerfile", "LayContainers", "LayWorld", "LayImages", "LayArchive", "LayDisk",
                "LayFiles", "LayBounds",
            ]),
        .executable(name: "lay", targets: ["LayMain"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    ],
    targets: [
        // The system's libraries.
        system("CBZip2", apt: "libbz2-dev", brew: "bzip2"),
        system("CCrypto", pkgConfig: "libcrypto", apt: "libssl-dev", brew: "openssl@3"),
        system("CDeflate", pkgConfig: "libdeflate", apt: "libdeflate-dev", brew: "libdeflate"),
        system("CISAL", pkgConfig: "libisal", apt: "libisal-dev", brew: "isa-l"),
        system("CJansson", pkgConfig: "jansson", apt: "libjansson-dev", brew: "jansson"),
        system("CLZMA", pkgConfig: "liblzma", apt: "liblzma-dev", brew: "xz"),
        system("CPCRE2", pkgConfig: "libpcre2-8", apt: "libpcre2-dev", brew: "pcre2"),
        system("CReadline", pkgConfig: "readline", apt: "libreadline-dev", brew: "readline"),
        system("CYAML", pkgConfig: "yaml-0.1", apt: "libyaml-dev", brew: "libyaml"),
        system("CZstd", pkgConfig: "libzstd", apt: "libzstd-dev", brew: "zstd"),

        // What the C library's module leaves out: a thread's stack, writing behind.
        .systemLibrary(name: "CSystem", path: "Sources/System/CSystem"),

        // Kinds of errors, and what a run may use up.
        stage("LayBounds", ["CSystem"]),

        // Source text to running program.
        stage("LaySyntax", ["LayBounds"]),
        stage("LayRuntime", ["LaySyntax", "LayBounds", "CSystem"]),

        // Kept engines for texts: regular expressions and YAML.
        stage("LayText", ["LayBounds", "CPCRE2", "CYAML"]),

        // Files to the machine's disk, to archives, to images, to worlds.
        stage(
            "LayFiles",
            ["LayBounds", .product(name: "HashTreeCollections", package: "swift-collections")]),
        stage("LayDisk", ["LayBounds", "LayFiles", "CSystem"]),
        stage(
            "LayArchive",
            [
                "LayBounds", "LayFiles", "LayDisk", "CBZip2", "CCrypto", "CDeflate", "CISAL",
                "CJansson", "CLZMA", "CZstd",
            ]),
        stage("LayImages", ["LayBounds", "LayFiles", "LayDisk", "LayArchive"]),
        stage(
            "LayWorld",
            [
                "LayBounds", "LayFiles", "LayDisk", "LayArchive", "LayImages",
                .product(name: "HashTreeCollections", package: "swift-collections"),
            ]),

        // Programs inside containers, with the regular expressions that they share.
        stage("LayRegex", []),
        stage("LayShell", ["CSystem", "LayBounds", "LayFiles", "LayRegex"]),
        stage(
            "LayUtilities",
            [
                "CPCRE2", "CSystem", "LayBounds", "LayShell", "LayFiles", "LayArchive", "LayRegex",
            ]),
        stage(
            "LayContainers",
            [
                "LayBounds", "LayFiles", "LayArchive", "LayImages", "LayWorld", "LayShell",
                "LayUtilities",
            ]),

        // Dockerfiles, built over containers.
        stage(
            "LayDockerfile",
            [
                "LayBounds", "LayFiles", "LayArchive", "LayImages", "LayWorld", "LayContainers",
            ]),

        // The standard library, embedded from the folder `stdlib`.
        .executableTarget(name: "EmbedStandardLibrary", swiftSettings: settings),
        .plugin(
            name: "StandardLibraryPlugin", capability: .buildTool(),
            dependencies: ["EmbedStandardLibrary"], path: "Sources/StandardLibraryPlugin"),
        .target(
            name: "LayStandardLibrary", swiftSettings: settings,
            plugins: ["StandardLibraryPlugin"]),

        // What hosts import, and the command line.
        stage(
            "Lay",
            [
                "LayBounds", "LaySyntax", "LayRuntime", "LayFiles", "LayDisk", "LayArchive",
                "LayImages", "LayWorld", "LayContainers", "LayDockerfile", "LayShell",
                "LayUtilities",
                "LayStandardLibrary",
                "LayText", "CJansson",
            ]),
        stage(
            "LayCommands",
            [
                "LayArchive", "LayBounds", "LayContainers", "LayDockerfile", "LayFiles",
                "LayImages", "LayWorld", "Lay", "LayDisk", "CReadline", "CSystem",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),
        // Not named `lay`: file systems that ignore case would mix it up with `Lay`.
        .executableTarget(
            name: "LayMain", dependencies: ["LayCommands"], swiftSettings: settings,
            linkerSettings: [
                // Halves what a process needs to start. lld, since it says nothing of Foundation's mktemp.
                .unsafeFlags(
                    [
                        "-static-stdlib", "-l_FoundationCollections", "-l_FoundationCShims",
                        "-use-ld=lld",
                    ], .when(platforms: [.linux], configuration: .release))
            ]),

        // The system calls that tests ask the kernel with.
        .target(name: "CKernel", path: "Tests/CKernel"),
        // What several suites share: random choices from printed seeds.
        .target(
            name: "LayTestSupport", dependencies: ["LayArchive", "LayDisk", "LayFiles"],
            path: "Tests/Support",
            swiftSettings: settings),
        // Runs what may crash, hang or grow in a process of its own.
        .executableTarget(
            name: "LayHostile", dependencies: ["Lay", "LayBounds", "LayFiles", "LayRuntime"],
            path: "Tests/Hostile/Child", swiftSettings: settings),
        tests(
            "LayFilesTests",
            [
                "LayTestSupport", "LayBounds", "LayFiles",
                .target(name: "CKernel", condition: .when(platforms: [.linux])),
            ]),
        tests(
            "LayArchiveTests",
            ["LayTestSupport", "LayArchive", "LayBounds", "LayDisk", "LayFiles"]),
        tests("LayRegexTests", ["LayTestSupport", "LayRegex"]),
        tests(
            "LayShellTests",
            ["LayTestSupport", "LayBounds", "LayShell", "LayUtilities", "LayFiles"]),
        // What a Swift program does without the language.
        tests(
            "LayContainersTests",
            ["LayBounds", "LayContainers", "LayFiles", "LayImages", "LayWorld"]),
        tests(
            "LayDockerfileTests",
            [
                "LayTestSupport", "LayArchive", "LayBounds", "LayContainers", "LayDisk",
                "LayDockerfile", "LayFiles", "LayImages", "LayWorld",
            ]),
        tests(
            "LayTests",
            [
                "LayTestSupport", "Lay", "LayArchive", "LayBounds", "LayCommands", "LayDisk",
                "LayFiles", "LayHostile", "LayImages", "LayRuntime", "LayWorld",
                .target(name: "CKernel", condition: .when(platforms: [.linux])),
            ]),
    ]
)
