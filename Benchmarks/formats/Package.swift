// swift-tools-version: 6.2

import PackageDescription

let package = Package(
    name: "format-benchmarks",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "lay", path: "../..")],
    targets: [
        .executableTarget(
            name: "FormatBenchmarks",
            dependencies: [
                .product(name: "Lay", package: "lay"), .product(name: "LayWorld", package: "lay"),
            ])
    ]
)
