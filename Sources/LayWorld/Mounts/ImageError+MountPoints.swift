internal import LayBounds
internal import LayFiles
internal import LayImages

/// What is refused where a mount meets the files that are there, in Docker's words.
extension ImageError {
    static func volumeOverFile(_ path: TreePath) -> ImageError {
        ImageError(
            .valueError, "cannot mount volume over existing file, file exists \(path)",
            help: "mount it on a directory; a bind mount can cover a file")
    }

    static func noDevice(_ source: TreePath, of volume: Volume) -> ImageError {
        ImageError(
            .notFound,
            "failed to mount local volume: mount \(source):\(volume.mountpoint): "
                + "no such file or directory",
            help: "make the directory on the host first")
    }

    static func otherKindAtPoint(_ mount: Mount) -> ImageError {
        ImageError(
            .valueError,
            "error mounting \(mount.sourceText) to rootfs at \"\(mount.destination)\": "
                + "not a directory: Are you trying to mount a directory onto a file "
                + "(or vice-versa)? "
                + "Check if the specified host path exists and is the expected type")
    }

    static func pointInReadOnly(_ mount: Mount, below outer: Mount) -> ImageError {
        ImageError(
            .readOnly,
            "error mounting \(mount.sourceText) to rootfs at \"\(mount.destination)\": "
                + "mkdir \(mount.destination): read-only file system",
            help: "make the directory in what is mounted at \(outer.destination) first")
    }

    static func noSubpath(_ subpath: TreePath, in volume: Volume, _ error: FileError)
        -> ImageError
    {
        ImageError(
            .notFound,
            "cannot access path \(volume.mountpoint)\(subpath): \(error.reason.lowercased())",
            help: "make it first: volume(\"\(volume.name)\").mkdir(\"\(subpath)\")")
    }

    static func subpathEscapes(_ subpath: TreePath, _ volume: Volume) -> ImageError {
        ImageError(
            .permissionDenied,
            "path concatenation escapes the base directory: \(volume.mountpoint), \(subpath)",
            help: "a subpath and the links on its way stay inside the volume")
    }
}

extension Mount {
    /// The source as Docker's runtime names it in an error.
    fileprivate var sourceText: String {
        switch source {
        case .volume(let name): "\"/var/lib/docker/volumes/\(name)/_data\""
        case .bind(let path): "\"\(path)\""
        case .tmpfs: "\"tmpfs\""
        }
    }
}
