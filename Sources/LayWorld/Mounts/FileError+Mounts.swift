internal import LayFiles

/// What is refused of files because of where they lie: a mount, a container, the host.
extension FileError {
    static var containerGone: FileError {
        FileError(.notFound, .root, detail: "the container is gone")
    }

    static func volumeGone(_ name: String, _ path: TreePath) -> FileError {
        FileError(.notFound, path, detail: "the volume '\(name)' is gone")
    }

    static func mounted(_ path: TreePath) -> FileError {
        FileError(.inUse, path, detail: "something is mounted there")
    }

    static func mountedBelow(_ path: TreePath) -> FileError {
        FileError(.inUse, path, detail: "something is mounted below it")
    }

    static func noHost(_ path: TreePath) -> FileError {
        FileError(.permissionDenied, path, detail: "the host grants no files")
    }

    static func noGrant(_ source: TreePath, writes: Bool, _ path: TreePath) -> FileError {
        FileError(
            .notGranted, path,
            detail: "the host does not let the script \(writes ? "write" : "read") \(source)")
    }

    static func cannotRollBack(_ path: TreePath) -> FileError {
        FileError(
            .permissionDenied, path,
            detail: "inside atomic the host's files could not be rolled back")
    }
}
