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

    static func emptyMountField(_ type: String, _ field: String) -> ImageError {
        .mountConfig(type, "field \(field) must not be empty")
    }

    static func unwantedMountField(_ type: String, _ field: String) -> ImageError {
        .mountConfig(type, "field \(field) must not be specified")
    }

    static func mountsAnonymous(_ type: String, with option: String) -> ImageError {
        .mountConfig(type, "must not set \(option) when using anonymous volumes")
    }

    static func invalidPropagation(_ type: String, _ propagation: String) -> ImageError {
        .mountConfig(type, "invalid propagation mode: \(propagation)")
    }

    static func subpathNotLocal(_ type: String) -> ImageError {
        .mountConfig(type, "subpath must be a relative path within the volume")
    }

    static func unknownMountType(_ type: String) -> ImageError {
        .mountConfig(type, "mount type unknown", help: "types are volume, bind and tmpfs")
    }

    static func noBindSource(_ source: TreePath, for mount: Mount) -> ImageError {
        .mountConfig(
            "bind", "bind mount source path does not exist: \(source)",
            help: "make it first, or use volumes: [\"\(source):\(mount.destination)\"], "
                + "which makes it")
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

    static var emptyVolumesFrom: ImageError {
        ImageError(
            .valueError, "volumes-from specification cannot be an empty string",
            help: "write name, name:ro or name:rw")
    }

    static func noVolumesFrom(_ container: String, help: String?) -> ImageError {
        ImageError(.notFound, "No such container: \(container)", help: help)
    }

    static func tmpfsPlace(_ reason: String) -> ImageError {
        ImageError(.valueError, reason, help: "write /DESTINATION[:size=64m,mode=1777]")
    }

    static func tmpfsOption(_ option: String) -> ImageError {
        let words = option.split(separator: "=", maxSplits: 1).map { "\"\($0)\"" }
        return ImageError(
            .valueError, "invalid tmpfs option [\(words.joined(separator: " "))]",
            help: "options are size=64m, mode=1777, uid=0, gid=0 and flags such as ro or noexec")
    }

    /// A volume whose files are a directory of the host.
    package static func hasNoVersions(_ volume: String, _ device: TreePath) -> ImageError {
        ImageError(
            .invalidState,
            "the volume '\(volume)' binds the host's \(device), which has no versions",
            help: "write its files one by one")
    }
}
