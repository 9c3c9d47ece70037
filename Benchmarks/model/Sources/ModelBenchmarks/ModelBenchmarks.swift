import Glibc
import LayArchive
import LayFiles

/// Times the model: `ModelBenchmarks trees ROOT.tar`, `memory TREE.tar`.
@main
struct ModelBenchmarks {
    static func main() throws {
        let arguments = CommandLine.arguments.dropFirst()
        switch (arguments.first, arguments.dropFirst().first) {
        case ("trees", let tar?):
            let image = try LayerArchive.readTree(try MappedFile(path: tar)).sealed()
            report("entries of the image", Double(image.count), "files")
            try TreeBenchmarks(image: image, large: try syntheticTree(files: 200_000)).run()
        case ("memory", let tar?): try memory(tar)
        default:
            print("usage: ModelBenchmarks trees|memory FILE.tar")
            exit(2)
        }
    }

    /// Bytes of the heap for each inode of a tree whose contents stay on disk.
    private static func memory(_ tar: String) throws {
        let file = try MappedFile(path: tar)
        let before = heapBytes()
        let start = nanoseconds()
        let tree = try LayerArchive.readTree(file).sealed()
        let time = nanoseconds() - start
        let bytes = heapBytes() - before
        let count = tree.count
        report("memory of an inode, name included", Double(bytes) / Double(count), "B", wanted: 130)
        report("reading a tar of \(count) entries", time / Double(count), "ns/entry")
    }
}
