internal import LayArchive
internal import LayFiles
internal import LayImages
internal import LayRuntime
internal import LayWorld

extension Bindings {
    static let levelMeaning =
        "how hard it tries: gzip 0 to 9, zstd 0 to 22; 6 for gzip, 3 for zstd if left out"

    /// What leaves for the host's files.
    func installImageSaving(_ images: TypeTable<Image>) {
        images.method(
            many: "save", "Writes it with its tags to the host's files; it takes a grant.",
            [
                Parameter("path", "a directory, or a .tar"),
                Parameter(
                    "format", "\"oci\", \"docker\", or its files alone as \"tar\" or \"directory\"",
                    default: "\"oci\""),
                Parameter(
                    "compression", "\"gzip\", \"zstd\" or \"none\"; layers that came in stay",
                    default: "\"gzip\""),
                Parameter("compression_level", Self.levelMeaning),
                Parameter("force_compression", "true to compress layers that came in anew"),
                Parameter(
                    "rewrite_timestamps", "the latest time it may tell; true for the world's clock"),
            ],
            example: """
                toolbox.save("/out", compression: "zstd")
                image.load("/out") == toolbox  # => true
                """
        ) {
            (
                bindings, image, path: String, format: String?, compression: String?, level: Int?,
                isForced: Flag, latest: LatestTime?
            ) in
            let options = try ImageExporter.Options(
                for: path, format: format, compression: compression, level: level,
                isForced: isForced.isSet)
            let place = try bindings.writable(path)
            let saved = try latest?.seconds.map { try image.limitingTimes(to: $0) } ?? image
            let exporter = ImageExporter(
                try bindings.hostFiles(), scratch: bindings.host.scratch)
            try bindings.host.tracking(.saving) {
                let names = bindings.world.references(of: image.id)
                try exporter.save(saved, names: names, to: place, options)
            }
            return Nothing()
        }
    }

    func installTreeSaving(_ trees: TypeTable<FileTree>) {
        trees.action(
            "save", "Writes the files to the host's, as a tar or a directory; it takes a grant.",
            [
                Parameter("path", "a directory that is empty or not there, or a .tar"),
                Parameter("format", "\"tar\" or \"directory\"; by the path's end if left out"),
                Parameter(
                    "compression",
                    "of a tar: \"gzip\", \"zstd\" or \"none\"; by the path's end if left out"),
                Parameter("compression_level", Self.levelMeaning),
            ],
            example: """
                tree({"/a": "1"}).save("/files.tar.gz")
                host.file("/files.tar.gz").size > 0  # => true
                """
        ) { (bindings, tree, path: String, format: String?, compression: String?, level: Int?) in
            let options = try TreeExporter.Options(
                for: path, format: format, compression: compression, level: level)
            let place = try bindings.writable(path)
            let exporter = TreeExporter(try bindings.hostFiles())
            try bindings.host.tracking(.saving) {
                try exporter.write(tree, to: place, options)
            }
        }
    }
}
