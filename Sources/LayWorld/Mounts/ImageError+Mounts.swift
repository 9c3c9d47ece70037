internal import LayBounds
package import LayFiles
package import LayImages

/// Docker's sentences for what it refuses to mount.
extension ImageError {
    static func invalidMode(_ mode: String) -> ImageError {
        ImageError(
            .valueError, "invalid mode: \(mode)",
            help: "modes are ro, rw, nocopy, z and Z, joined by commas, each kind once")
    }

    static func volumeSpecification(_ text: String, _ reason: ImageError? = nil) -> ImageError {
        ImageError(
            .valueError,
            "invalid volume specification: '\(text)'" + (reason.map { ": \($0.message)" } ?? ""),
            help: "write [SOURCE:]/DESTINATION[:ro]")
    }

    static func mountConfig(_ type: String, _ reason: String, help: String? = nil) -> ImageError {
        ImageError(
            .valueError, "invalid mount config for type \"\(type)\": \(reason)", help: help)
    }

    static func mountArgument(_ text: String, _ reason: String) -> ImageError {
        var quoted = ""
        for character in text {
            if character == "\"" || character == "\\" { quoted.append("\\") }
            quoted.append(character)
        }
        return ImageError(
            .valueError, "invalid argument \"\(quoted)\" for \"--mount\" flag: \(reason)",
            help: "write type=volume,source=NAME,target=/PATH")
    }

    static func unsupportedMount(_ type: String) -> ImageError {
        type == "image"
            ? .mountConfig(
                type, "images are not mounted here",
                help: "a volume can hold an image's files: volume(\"name\").restore(i.fs)")
            : .mountConfig(
                type, "cluster volumes need a swarm, and there is none",
                help: "use type=volume")
    }

    static func duplicateMount(_ destination: String) -> ImageError {
        ImageError(
            .valueError, "Duplicate mount point: \(destination)",
            help: "mount one thing there, or choose another destination")
    }

    /// A volume whose files are a directory of the host.
    package static func hasNoVersions(_ volume: String, _ device: TreePath) -> ImageError {
        ImageError(
            .invalidState,
            "the volume '\(volume)' binds the host's \(device), which has no versions",
            help: "write its files one by one")
    }
}
