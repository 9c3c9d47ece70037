/// What a file system refuses for reasons that its code alone does not tell.
extension FileError {
    /// The refusal of what is not granted.
    package static func notGranted(_ path: TreePath, writes: Bool) -> FileError {
        FileError(
            .notGranted, path,
            detail: "the script may not \(writes ? "write" : "read") what it leads to")
    }

    static func linkedDirectory(_ path: TreePath) -> FileError {
        FileError(.permissionDenied, path, detail: "directories have no hard links")
    }

    static func noUserAttributes(_ path: TreePath) -> FileError {
        FileError(
            .permissionDenied, path, detail: "only files and directories have user attributes")
    }

    /// Linux keeps no more names for a file (xattr(7), Limitations).
    static func manyAttributes(_ path: TreePath) -> FileError {
        FileError(.noSpace, path, detail: "the names of its attributes take more than 64 KiB")
    }

    static func targetOutsideLayer(_ path: TreePath) -> FileError {
        FileError(
            .notFound, path, detail: "the target of a hard link must be in the same layer")
    }

    /// OCI image-spec layer.md, Whiteouts.
    static func reservedName(_ path: TreePath) -> FileError {
        FileError(
            .invalidArgument, path, detail: "names that begin with .wh. are reserved in layers")
    }

    /// A path of more bytes than Linux takes; its beginning is shown.
    static func longPath(_ path: TreePath, _ count: Int) -> FileError {
        FileError(
            .nameTooLong, TreePath(bytes: Array(path.bytes.prefix(60))),
            detail: "a path of \(count) bytes is too long")
    }

    /// EPERM: what only the owner of a file may do.
    static func notOwner(_ path: TreePath) -> FileError {
        FileError(.permissionDenied, path, detail: "Operation not permitted")
    }

    static func zeroByte(_ path: TreePath) -> FileError {
        FileError(.invalidArgument, path, detail: "a name holds no zero byte")
    }

    static func namedDirectory(_ code: Code, _ path: TreePath) -> FileError {
        FileError(code, path, detail: "a slash or a dot at the end names a directory")
    }

    static func emptyTarget(_ path: TreePath) -> FileError {
        FileError(.notFound, path, detail: "a link leads somewhere: its target is empty")
    }

    static func zeroInTarget(_ path: TreePath) -> FileError {
        FileError(.invalidArgument, path, detail: "a link's target holds no zero byte")
    }

    static func namelessAttribute(_ path: TreePath) -> FileError {
        FileError(.invalidArgument, path, detail: "an extended attribute has a name")
    }

    static func zeroInAttribute(_ path: TreePath) -> FileError {
        FileError(
            .invalidArgument, path, detail: "the name of an extended attribute holds no zero byte")
    }

    static var noBytes: FileError { FileError(.io, .root, detail: "this source has no bytes") }

    /// A layer's bytes ended in the middle, with no error of their source.
    package static var unreadLayer: FileError {
        FileError(.io, .root, detail: "a layer was not read to its end")
    }
}
