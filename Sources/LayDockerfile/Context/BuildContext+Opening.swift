public import LayFiles
internal import LayImages

extension BuildContext {
    /// The context of a directory, without what the ignore file that counts for a Dockerfile names:
    /// the Dockerfile's own beside it, or else that of the directory.
    ///
    /// - Parameter dockerfile: where the Dockerfile lies; `nil` where it comes from elsewhere.
    /// - Throws: `FileError` for a directory that is none; `DockerfileError` for an ignore file that
    ///   cannot be read.
    public static func opening(
        _ directory: TreePath, of files: any FileSystem, dockerfile: TreePath? = nil,
        now: Nanoseconds
    ) throws -> BuildContext {
        let ignoreFile = try IgnoreFile.found(for: dockerfile, in: directory, of: files)
        return try BuildContext(directory, of: files, ignoring: ignoreFile, now: now)
    }

    /// The context of a tree, without what the ignore file that counts for a Dockerfile names.
    ///
    /// - Throws: `DockerfileError` for an ignore file that cannot be read.
    public static func opening(_ tree: FileTree, dockerfile: TreePath? = nil) throws -> BuildContext
    {
        let ignoreFile = try IgnoreFile.found(
            for: dockerfile, in: .root, of: TreeFileSystem(tree))
        return BuildContext(tree, ignoring: ignoreFile)
    }
}

extension IgnoreFile {
    /// The ignore file that counts for a Dockerfile over a directory; `nil` where there is none.
    static func found(
        for dockerfile: TreePath?, in directory: TreePath, of files: any FileSystem
    ) throws -> IgnoreFile? {
        let names = IgnoreFile.names(
            for: dockerfile ?? directory.appending(name: "Dockerfile".utf8))
        let general = directory.appending(names.general)
        for path in dockerfile == nil ? [general] : [names.own, general] {
            guard try files.find(path)?.kind == .file,
                case .file(let contents) = try files.entry(at: path, follow: true).node.body
            else { continue }
            return try IgnoreFile(
                try contents.bytes(), name: String(decoding: path.name, as: UTF8.self))
        }
        return nil
    }
}
