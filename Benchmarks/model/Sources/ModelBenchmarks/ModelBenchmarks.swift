import Glibc
import LayArchive
import LayDisk
import LayFiles
import LayImages

/// Times the model; `run.py` calls it and puts the peers beside it.
@main
struct ModelBenchmarks {
    static func main() throws {
        let arguments = CommandLine.arguments.dropFirst()
        switch (arguments.first, arguments.dropFirst().first) {
        case ("trees", let tar?):
            let image = try LayerArchive.readTree(try MappedFile(TreePath(tar))).sealed()
            report("entries of the image", Double(image.count), "files")
            try TreeBenchmarks(image: image, large: try syntheticTree(files: 200_000)).run()
        case ("memory", let tar?): try memory(tar)
        case ("overlay", let work?):
            try OverlayPeer(work: work).run()
        case ("layer", let tar?): try layer(tar)
        case ("containers", let tar?):
            let reading = try LayerArchive.read(try MappedFile(TreePath(tar)))
            let layer = Layer(reading.changes, diffID: reading.diffID, blob: nil)
            let image = try Image.scratch.adding(layer, created: "1970-01-01T00:00:00Z")
            try ContainerBenchmarks(image: image).run()
        default:
            print("usage: ModelBenchmarks trees|memory|layer|containers FILE.tar, or overlay DIRECTORY")
            exit(2)
        }
    }

    /// Bytes of the heap for each inode of a tree whose contents stay on disk.
    private static func memory(_ tar: String) throws {
        let file = try MappedFile(TreePath(tar))
        let before = heapBytes()
        let start = nanoseconds()
        let tree = try LayerArchive.readTree(file).sealed()
        let time = nanoseconds() - start
        let bytes = heapBytes() - before
        let count = tree.count
        report("memory of an inode, name included", Double(bytes) / Double(count), "B", wanted: 130)
        report("reading a tar of \(count) entries", time / Double(count), "ns/entry")
    }

    /// A change of one file as a layer: the difference, its tar, compressed and digested, as
    /// `umoci repack` has to find and write it.
    private static func layer(_ tar: String) throws {
        let tree = try LayerArchive.readTree(try MappedFile(TreePath(tar))).sealed()
        let time = try measure(1) {
            var edited = tree
            try edited.append(Array("changed\n".utf8), to: "/etc/debian_version")
            let changes = try TreeChanges(from: tree, to: edited)
            let blob = try Compression.gzip.compress(try LayerArchive.write(changes))
            use(Digest.of(blob))
        }
        report("one file changed: difference, tar, gzip, digest", time / 1000, "µs")
    }
}
