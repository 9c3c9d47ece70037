/// What no tree takes because no layer could hold it: whatever is made can be saved and loaded.
extension FileError {
    /// - Throws: `invalidArgument` for a name of `path` with a zero byte, or one that means a
    ///   removal in a layer (OCI image-spec layer.md, Whiteouts).
    static func check(_ name: some Sequence<UInt8>, of path: TreePath) throws(FileError) {
        if name.contains(0) { throw zeroByte(path) }
        if name.starts(with: ".wh.".utf8) { throw reservedName(path) }
    }
}

extension TreePath {
    /// - Throws: `FileError` for a name that no tree takes, and of code `nameTooLong` for what Linux
    ///   would not take: a name of more than 255 bytes, a path of more than 4095.
    func checkNames() throws(FileError) {
        let count = bytes.count + 1
        if count > 4095 {
            throw FileError.longPath(self, count)
        }
        var fault: FileError?
        _ = forEachName { name in
            if name.count > 255 {
                fault = FileError(.nameTooLong, self)
            } else if name.first == 0x2e || name.contains(0) {
                do throws(FileError) {
                    try FileError.check(name, of: self)
                } catch {
                    fault = error
                }
            }
            return fault == nil
        }
        if let fault { throw fault }
    }
}

extension FileNode {
    /// - Throws: `FileError` for a link's target or a name of an extended attribute that Linux does
    ///   not take: `notFound` for an empty target, as symlink(2) says, else `invalidArgument`.
    package func check(at path: TreePath) throws(FileError) {
        if case .symlink(let target) = body {
            if target.isEmpty { throw FileError.emptyTarget(path) }
            if target.contains(0) { throw FileError.zeroInTarget(path) }
        }
        try attributes.checkNames(at: path)
    }
}

extension FileAttributes {
    /// - Throws: `invalidArgument` for an extended attribute without a name, or with a zero byte in
    ///   it.
    package func checkNames(at path: TreePath) throws(FileError) {
        for attribute in extendedAttributes {
            if attribute.name.isEmpty { throw FileError.namelessAttribute(path) }
            if attribute.name.contains(0) { throw FileError.zeroInAttribute(path) }
        }
    }
}

/// A path as somebody wrote it who may mean a directory by it.
public struct WrittenPath: Sendable {
    /// The path itself.
    public let path: TreePath
    /// True when the text ends in a slash, `.` or `..`, which only directories do.
    public let namesDirectory: Bool

    /// The path that a text names.
    public init(_ text: String, in directory: TreePath = .root) {
        path = TreePath(text.utf8, in: directory)
        let name = text.utf8.reversed().prefix { $0 != UInt8(ascii: "/") }
        namesDirectory =
            name.isEmpty && !text.utf8.isEmpty || name.elementsEqual(".".utf8)
            || name.elementsEqual("..".utf8)
    }

    /// The path of a file to open.
    ///
    /// - Throws: `FileError` of code `isDirectory` when a directory is named, as open(2) does.
    public func forFile() throws(FileError) -> TreePath {
        if namesDirectory { throw FileError.namedDirectory(.isDirectory, path) }
        return path
    }

    /// The path of a link or a device to make.
    ///
    /// - Throws: `FileError` of code `notFound` when a directory is named, as link(2), symlink(2)
    ///   and mknod(2) do.
    public func forNewName() throws(FileError) -> TreePath {
        if namesDirectory { throw FileError.namedDirectory(.notFound, path) }
        return path
    }
}
