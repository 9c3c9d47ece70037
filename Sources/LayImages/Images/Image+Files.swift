public import LayFiles

/// Images with other files, each by one layer more.
extension Image {
    /// The image with a file written; the directories above it are made.
    ///
    /// - Throws: `FileError` for a path that nothing can be written to; `OperationError` for an owner
    ///   that the image does not have.
    public func writing(
        _ contents: FileContents, to path: String, mode: UInt16? = nil, owner: String? = nil,
        created: String, now: Nanoseconds
    ) throws -> Image {
        let files = TreeFileSystem(tree, now: now)
        try files.put(contents, at: try WrittenPath(path).forFile(), mode: mode, owner: owner)
        return try replacingFiles(with: files.tree, createdBy: "WRITE \(path)", created: created)
    }

    /// The image whose files are those of `tree`: one layer more, the difference.
    ///
    /// - Throws: `FileError` when contents cannot be read.
    public func replacingFiles(
        with tree: FileTree, createdBy: String, created: String, comment: String? = nil
    ) throws -> Image {
        let layer = Layer(try TreeChanges(from: self.tree, to: tree), createdBy: createdBy)
        return try adding(layer, created: created, comment: comment)
    }
}
