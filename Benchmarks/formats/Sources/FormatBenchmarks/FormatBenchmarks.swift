import Dispatch
import Glibc
import Lay
import LayArchive
import LayDisk
import LayFiles
import LayImages
import LayWorld
import Synchronization

/// One piece of work on images; `run.py` times it and puts the peers beside it.
@main
struct FormatBenchmarks {
    static func main() throws {
        let arguments = Array(CommandLine.arguments.dropFirst())
        switch (arguments.first, arguments.count) {
        case ("work", 2): try work(arguments[1])
        case ("load", 2): try load(arguments[1])
        case ("convert", 3): try convert(arguments[1], arguments[2])
        case ("world", 3): try world(arguments[1], arguments[2])
        default:
            print(
                "usage: FormatBenchmarks work LAYOUT | load LAYOUT | convert LAYOUT TAR | world LAYOUT DIR"
            )
            exit(2)
        }
    }

    private static func image(_ layout: String) throws -> Image {
        try ImageReader(DiskFileSystem()).read(TreePath(layout))[0].image
    }

    /// Loads an image and knows every file of it.
    private static func load(_ layout: String) throws {
        let image = try image(layout)
        print(image.layers.count, image.tree.count, image.tree.totalSize, anonymousMemory)
    }

    /// Bytes of the process that are in no file.
    private static var anonymousMemory: Int {
        guard let file = fopen("/proc/self/status", "r") else { return 0 }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 256)
        while fgets(&line, 256, file) != nil {
            let text = String(
                decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            if text.hasPrefix("RssAnon:") {
                return text.split { " \t".contains($0) }.dropFirst().first.flatMap { Int($0) }.map {
                    $0 * 1024
                } ?? 0
            }
        }
        return 0
    }

    /// The pure work of a load, on all cores: inflate, and SHA-256 of both sides.
    private static func work(_ layout: String) throws {
        let layers = try layers(layout)
        let sums = Mutex(0)
        DispatchQueue.concurrentPerform(iterations: layers.count) { index in
            try? layers[index].read(0..<layers[index].count) { bytes in
                var stored = SHA256()
                stored.update(bytes)
                var inner = SHA256()
                try? Compression.decompress(bytes) { inner.update($0) }
                let digests = [stored.finish(), inner.finish()]
                sums.withLock { $0 += digests.count }
            }
        }
        print(sums.withLock { $0 })
    }

    /// The blobs of an image's layers, the largest first: those that start as gzip does.
    private static func layers(_ layout: String) throws -> [MappedFile] {
        let files = DiskFileSystem()
        let directory = TreePath(layout + "/blobs/sha256")
        return try files.list(directory).map { item in
            try MappedFile(directory.appending(name: item.name))
        }.filter { try $0.withBytes { $0.starts(with: [0x1f, 0x8b]) } }.sorted { $0.count > $1.count }
    }

    private static func convert(_ layout: String, _ path: String) throws {
        let image = try image(layout)
        try ImageExporter(DiskFileSystem()).save(
            image, names: [try Reference("app:1")], to: TreePath(path), .docker)
    }

    /// Saves a world with an image, opens it, saves it unchanged, and with one file changed; prints
    /// milliseconds.
    private static func world(_ layout: String, _ directory: String) throws {
        let files = DiskFileSystem()
        let path = TreePath(directory)
        let world = World()
        try world.tag(try image(layout), try Reference("app:1"))
        try WorldStore.save(world, to: files, path)
        var opened = world
        let open = try time { opened = try WorldStore.load(files, path) }
        let unchanged = try time { try WorldStore.save(opened, to: files, path) }
        var image = try opened.image("app:1")
        var tree = image.tree
        try tree.write(FileContents("changed\n"), to: "/etc/motd")
        let changed = try time {
            image = try image.replacingFiles(
                with: tree, createdBy: "change", created: opened.timestamp)
            try opened.tag(image, try Reference("app:2"))
            try WorldStore.save(opened, to: files, path)
        }
        let again = try WorldStore.load(files, path)
        let read = try time {
            guard
                case .file(let contents) = try again.image("app:1").tree.entry(at: "/etc/passwd")
                    .node.body
            else { return }
            _ = try contents.bytes()
        }
        print(open, unchanged, changed, read)
    }

    private static func time(_ body: () throws -> Void) rethrows -> Double {
        let duration = try ContinuousClock().measure(body)
        return Double(duration.components.attoseconds) / 1e15 + Double(duration.components.seconds)
            * 1e3
    }
}
