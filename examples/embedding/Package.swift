// swift-tools-version: 6.2

import PackageDescription

let package = Package(
    name: "embedding",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "lay", path: "../..")],
    targets: [
        .executableTarget(name: "Embedding", dependencies: [.product(name: "Lay", package: "lay")]),
        // The model alone: no language, no virtual machine.
        .executableTarget(
            name: "Containers", dependencies: [.product(name: "LayWorld", package: "lay")]),
    ]
)
