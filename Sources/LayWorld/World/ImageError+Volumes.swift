internal import LayBounds
package import LayImages

/// What is refused of volumes, in Docker's words.
extension ImageError {
    /// A name that no volume has.
    package static func noVolume(_ name: String) -> ImageError {
        ImageError(
            .notFound, "get \(name): no such volume", help: "volume(\"\(name)\") makes one")
    }

    static func volumeExists(_ volume: Volume) -> ImageError {
        ImageError(
            .exists,
            "a volume named \(volume.name) already exists with the \"\(volume.driver)\" driver. "
                + "Choose a different volume name")
    }

    static func shortVolumeName(_ name: String) -> ImageError {
        ImageError(
            .valueError,
            "create \(name): volume name is too short, "
                + "names should be at least two alphanumeric characters")
    }

    static func invalidVolumeName(_ name: String) -> ImageError {
        ImageError(
            .valueError,
            "create \(name): \"\(name)\" includes invalid characters for a local volume name, "
                + "only \"[a-zA-Z0-9][a-zA-Z0-9_.-]\" are allowed. "
                + "If you intended to pass a host directory, use absolute path")
    }

    static func noVolumeDriver(_ driver: String) -> ImageError {
        ImageError(
            .notFound,
            "error looking up volume plugin \(driver): plugin \"\(driver)\" not found",
            help: "'local' is the only driver")
    }

    static func volumeOptions(_ name: String?, _ problem: String) -> ImageError {
        ImageError(
            .valueError, "create \(name ?? "a volume"): \(problem)",
            help: "options are those of Docker's local driver: type, o and device")
    }

    static func volumeInUse(_ name: String, by users: [Container]) -> ImageError {
        ImageError(
            .inUse,
            "remove \(name): volume is in use - [\(users.map(\.id).joined(separator: ", "))]",
            help: "remove the containers first: \(users.map(\.name).joined(separator: ", "))")
    }

    static func unknownFilter(_ key: String, prunes: Bool) -> ImageError {
        ImageError(
            .valueError, "invalid filter '\(key)'",
            help: prunes
                ? "filters are label, label! and all"
                : "filters are name, label, dangling and driver")
    }

    static func noFlag(_ key: String, _ values: [String]) -> ImageError {
        ImageError(
            .valueError, "invalid filter '\(key)=[\(values.joined(separator: " "))]'",
            help: "it is true or false")
    }
}
