internal import LayBounds
internal import LayFiles

/// What is refused of an archive that ADD unpacks, in Docker's words.
extension ImageError {
    private static func shown(_ path: TreePath) -> String {
        String(decoding: path.bytes, as: UTF8.self)
    }

    static func entryName(_ name: [UInt8]) -> ImageError {
        ImageError(
            .valueError, "invalid entry name \(String(decoding: name, as: UTF8.self).goQuoted)",
            help: "a name in an archive leads to a place below the target")
    }

    static func entryEscapes(_ directory: TreePath) -> ImageError {
        ImageError(
            .valueError, "statat \(shown(directory)): path escapes from parent",
            help: "a link on the way leads out of the target of ADD")
    }

    static func entryLoops(_ directory: TreePath) -> ImageError {
        ImageError(
            .loop, "statat \(shown(directory)): too many levels of symbolic links",
            help: "a link on the way leads back to itself")
    }

    static func entryBelowFile(_ directory: TreePath) -> ImageError {
        ImageError(
            .notDirectory, "statat \(shown(directory)): not a directory",
            help: "a file stands where the archive has a directory")
    }

    /// An entry whose directory is a file.
    static func blockedEntry(_ path: TreePath, _ node: FileNode) -> ImageError {
        let call =
            switch node.body {
            case .file: "openat \(shown(path))"
            case .directory: "mkdirat \(shown(path))"
            case .symlink(let target):
                "symlinkat \(String(decoding: target, as: UTF8.self)) \(shown(path))"
            case .fifo, .characterDevice, .blockDevice: "openat \(shown(path.parent))"
            }
        return ImageError(
            .notDirectory, "\(call): not a directory",
            help: "a file stands where the archive has a directory")
    }

    static func noLinkTarget(_ path: TreePath) -> ImageError {
        ImageError(
            .valueError, "symlinkat  \(shown(path)): no such file or directory",
            help: "a symbolic link in the archive leads to an empty name")
    }

    static func hardLinkTarget(_ name: [UInt8]) -> ImageError {
        ImageError(
            .valueError,
            "invalid hardlink target \(String(decoding: name, as: UTF8.self).goQuoted)",
            help: "a hard link names a file below the target of ADD")
    }

    static func hardLink(_ target: TreePath, _ path: TreePath, _ reason: String) -> ImageError {
        ImageError(
            .notFound, "linkat \(shown(target)) \(shown(path)): \(reason)",
            help: "a hard link comes after the file that it is a name of")
    }
}
