internal import LayArchive
internal import LayBounds
public import LayDisk
public import LayFiles

/// Writes images in the forms that other tools read.
public struct ImageExporter {
    /// What is written.
    public enum Format: String, Sendable, CaseIterable {
        /// An OCI image layout: a directory, or a tar of one for a path that ends in `.tar`.
        case oci
        /// What `docker save` writes.
        case docker
        /// The files alone, in one tar.
        case tar
        /// The files alone, in a directory.
        case directory

        /// The format of a name.
        ///
        /// - Throws: `ImageError` of kind `ValueError`.
        public init(named name: String) throws(ImageError) {
            guard let format = Format(rawValue: name) else {
                throw .noFormat(name)
            }
            self = format
        }
    }

    let files: any FileSystem
    private let scratch: ScratchSpace?

    /// Writes to `files`; layers made for an archive lie in `scratch` on the way, or in memory.
    public init(_ files: any FileSystem, scratch: ScratchSpace? = nil) {
        self.files = files
        self.scratch = scratch
    }

    /// Writes an image with its names.
    ///
    /// Directories above the path are made. A file, or a directory of files, is complete or not there afterwards; a layout may gain blobs
    /// that nothing names.
    ///
    /// - Throws: `FileError` when something cannot be read or written; `ImageError` of kind
    ///   `ValueError` for what a format cannot hold, `Exists` for a place that is taken.
    /// - Complexity: O(*n*) in the bytes, of which a window for each core is in memory.
    public func save(
        _ image: Image, names: [Reference], to path: TreePath, _ format: Format = .oci,
        encoding: LayerEncoding = .standard
    ) throws {
        switch format {
        case .oci:
            let images = [(image: image, names: names.map(\.familiar))]
            if String(decoding: path.name, as: UTF8.self).hasSuffix(".tar") {
                try writeArchive(images, path, encoding)
            } else {
                try LayoutWriter(files, path, encoding: encoding).write(images)
            }
        case .docker:
            try Staging.write(path, in: files) { sink in
                try DockerArchive.write([(image, names)], to: sink)
            }
        case .tar: try TreeExporter(files).write(image.tree, toTar: path)
        case .directory: try TreeExporter(files).write(image.tree, toDirectory: path)
        }
    }

    private func writeArchive(
        _ images: [(image: Image, names: [String])], _ path: TreePath, _ encoding: LayerEncoding
    ) throws {
        // A layout of references to the blobs, wherever they lie.
        let layout = TreeFileSystem()
        let blobs = BlobWriter(layout, .root, spool: BlobWriter.Spool(scratch: scratch))
        try LayoutWriter(blobs, encoding).write(images)
        try TreeExporter(files).write(layout.tree, toTar: path)
    }
}
