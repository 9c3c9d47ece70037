internal import LayBounds
internal import LayFiles

extension Staging {
    /// Writes one file that is complete or not there; directories above it are made.
    ///
    /// - Throws: what `body` throws; `FileError` that names `path` and not the file on its way.
    static func write(
        _ path: TreePath, in files: any FileSystem, _ body: (any FileSink) throws -> Void
    ) throws {
        var former: FileNode?
        do {
            former = try files.entry(at: path, follow: true).node
        } catch {
            if error.code != .notFound { throw error }
        }
        if let former, former.kind != .file {
            throw FileError(
                former.kind == .directory ? .isDirectory : .invalidArgument, path,
                standing: former.kind)
        }
        try files.makeParents(of: path)
        let staging = Staging(files, path.parent)
        do {
            let file = try staging.open(path.name)
            do {
                try body(file.sink)
                try staging.add(file, at: path)
            } catch {
                staging.discard(file)
                throw error
            }
            if let mode = former?.attributes.mode {
                try files.setAttributes(of: file.temporary, follow: false) { $0.mode = mode }
            }
            try staging.commit()
        } catch let error as FileError {
            staging.discard()
            let isOurs = error.path.name.starts(with: Staging.prefix)
            throw isOurs ? error.at(path) : error
        } catch {
            staging.discard()
            throw error
        }
    }
}
