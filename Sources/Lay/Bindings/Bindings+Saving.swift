internal import LayArchive
internal import LayBounds
internal import LayFiles
internal import LayImages
internal import LayRuntime
internal import LayWorld

/// What leaves for the host's files.
extension Bindings {
    func installImageSaving() {
        method(
            image, "save",
            "path format? compression? compression_level? force_compression? rewrite_timestamps?"
        ) { [unowned self] (image: Image, call) in
            let path = try call.string(1)
            let format = try ImageExporter.Format(named: try call.optionalString(2) ?? "oci")
            // What would be another thing than was asked for is refused before anything is written.
            var options = try savingOptions(call, 3)
            options.isForced = try call.flag(5)
            if format != .oci, options.isForced || (format != .tar && options.isCompression) {
                throw LayError(
                    .valueError, "format \"\(format.rawValue)\" takes no compression",
                    help: format == .docker
                        ? "layers in it are uncompressed; \"oci\" has compressed ones"
                        : "\"oci\" compresses layers, and \"tar\" the archive")
            }
            if format == .oci, [".gz", ".tgz", ".zst"].contains(where: path.hasSuffix) {
                throw LayError(
                    .valueError, "'\(path)' would not be compressed: the layers in it are",
                    help: "name a directory or a .tar, or say format: \"tar\" for the files alone")
            }
            let encoding = try LayerEncoding(
                compression: options.compression, level: options.level, isForced: options.isForced)
            let names = try world.tags(of: image).map { name throws(ImageError) in
                try Reference(name)
            }
            let place = try writable(path)
            let saved = try limited(image, call, 6)
            if format == .tar {
                try write(saved.tree, tar: place, path, options)
            } else {
                let exporter = ImageExporter(try hostFiles(), scratch: host.scratch)
                try host.tracking(.saving) {
                    try exporter.save(saved, names: names, to: place, format, encoding: encoding)
                }
            }
            return .nil
        }
    }

    func installTreeSaving() {
        method(tree, "save", "path format? compression? compression_level?") {
            [unowned self] (tree: FileTree, call) in
            let path = try call.string(1)
            let isTar = [".tar", ".tar.gz", ".tgz", ".tar.zst"].contains(where: path.hasSuffix)
            let format = try call.optionalString(2) ?? (isTar ? "tar" : "directory")
            let options = try savingOptions(call, 3)
            switch format {
            case "tar": try write(tree, tar: try writable(path), path, options)
            case "directory":
                if options.isCompression {
                    throw LayError(
                        .valueError, "format \"directory\" takes no compression",
                        help: "\"tar\" does")
                }
                let (exporter, place) = (TreeExporter(try hostFiles()), try writable(path))
                try host.tracking(.saving) { try exporter.write(tree, toDirectory: place) }
            default:
                throw LayError(
                    .valueError, "no format '\(format)'",
                    help: "a tree is saved as \"tar\" or \"directory\"")
            }
            return .nil
        }
    }

    /// What was said of compression, as it was said.
    private struct SavingOptions {
        var compression: String?
        var level: Int?
        var isForced = false

        var isCompression: Bool { compression != nil || level != nil }
    }

    private func savingOptions(_ call: borrowing NativeCall, _ index: Int) throws -> SavingOptions {
        var options = SavingOptions()
        options.compression = try call.optionalString(index)
        if call.has(index + 1) { options.level = try call.int(index + 1) }
        return options
    }

    /// A tar of files, compressed as was asked for, or as its name says.
    private func write(
        _ tree: FileTree, tar place: TreePath, _ path: String, _ options: SavingOptions
    ) throws {
        let named =
            path.hasSuffix(".gz") || path.hasSuffix(".tgz")
            ? "gzip" : path.hasSuffix(".zst") ? "zstd" : "none"
        let compression = try Compression(named: options.compression ?? named)
        let (exporter, level) = (
            TreeExporter(try hostFiles()), try compression.checked(options.level)
        )
        try host.tracking(.saving) {
            try exporter.write(tree, toTar: place, compression, level: level)
        }
    }

    /// The image with the times that `rewrite_timestamps` lets it have: `true` stands for the
    /// world's clock, which is `SOURCE_DATE_EPOCH` on the command line.
    private func limited(_ image: Image, _ call: borrowing NativeCall, _ index: Int) throws -> Image
    {
        guard call.has(index) else { return image }
        if call[index].isInt { return try image.limitingTimes(to: call[index].asInt) }
        guard call[index].isBool else {
            throw call.mismatch(index, "true, false or seconds since 1970")
        }
        return call[index].isTrue ? try image.limitingTimes(to: world.state.clock) : image
    }
}
