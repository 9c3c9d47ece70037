// swift-tools-version: 6.2

import PackageDescription

let package = Package(
    name: "model-benchmarks",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "lay", path: "../..")],
    targets: [
        // What the C library tells of its heap; the module Glibc leaves it out.
        .systemLibrary(name: "CMalloc"),
        .executableTarget(
            name: "ModelBenchmarks",
            dependencies: ["CMalloc", .product(name: "LayWorld", package: "lay")]),
    ]
)
