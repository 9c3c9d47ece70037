import Dispatch
import Glibc
import Lay
import LayArchive
import LayFiles
import LayImages

/// Times reading and writing of images; `run.py` calls it and puts the peers beside it.
@main
struct FormatBenchmarks {
    static func main() throws {
        let arguments = Array(CommandLine.arguments.dropFirst())
        switch (arguments.first, arguments.count) {
        case ("load", 2), ("load", 3): try load(arguments[1])
        case ("work", 2): try work(arguments[1])
        default:
            print("usage: FormatBenchmarks load|work LAYOUT")
            exit(2)
        }
    }

    /// Loads an image and walks over every file of it.
    private static func load(_ layout: String) throws {
        let image = try ImageReader(DiskFileSystem(), scratch: ScratchSpace(directory: CommandLine.arguments.count > 3 ? CommandLine.arguments[3] : "/var/tmp")).read(TreePath(layout))[0].image
        print(image.layers.count, image.tree.count, image.tree.totalSize)
        var n = 0
        let t = ContinuousClock().measure { for _ in 0..<20 { n += image.layers.reduce(FileTree()) { $1.changes.applied(to: $0).sealed() }.contains("/etc") ? 1 : 0 } }
        print("apply", t / 20, n)
    }

    /// The pure work of a load, on both cores: inflate, and SHA-256 of both sides.
    private static func work(_ layout: String) throws {
        let files = DiskFileSystem()
        let directory = TreePath(layout + "/blobs/sha256")
        let blobs = try files.list(directory).map { item in
            try MappedFile(path: directory.appending(name: item.name).description)
        }.sorted { $0.count > $1.count }
        let total = Total()
        DispatchQueue.concurrentPerform(iterations: blobs.count) { index in
            try? blobs[index].read(0..<blobs[index].count) { bytes in
                var stored = SHA256()
                stored.update(bytes)
                var inner = SHA256()
                try? Compression.decompress(bytes) { inner.update($0) }
                total.add(stored.finish(), inner.finish())
            }
        }
        print(total.count)
    }
}

private final class Total: @unchecked Sendable {
    private let queue = DispatchQueue(label: "total")
    private(set) var count = 0

    func add(_ digests: Digest...) { queue.sync { count += digests.count } }
}
