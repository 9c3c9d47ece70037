import CMalloc
import Glibc
import LayArchive
import LayFiles

/// Forks, look-ups, differences and writes of trees.
struct TreeBenchmarks {
    let image: FileTree
    let large: FileTree

    func run() throws {
        try forks()
        try manyForks()
        try lookUps()
        try differences()
        try largeFile()
        try largeDirectory(10_000)
        try largeDirectory(100_000)
        try linkedFiles(10_000)
        try linkedFiles(100_000)
    }

    private func forks() throws {
        for (name, tree) in [("image", image), ("200k files", large)] {
            var copies: [FileTree] = []
            copies.reserveCapacity(1_000_000)
            let time = measure(100_000) { for _ in 0..<100_000 { copies.append(tree) } }
            use(copies)
            report("fork of a tree (\(name))", time, "ns", wanted: 1000)
        }
        for (name, tree, path) in [
            ("image", image, TreePath("/etc/hostname")), ("200k files", large, syntheticPath(77)),
        ] {
            let contents = FileContents("x")
            let time = try measure(10_000) {
                for _ in 0..<10_000 {
                    var copy = tree
                    try copy.write(contents, to: path)
                    use(copy)
                }
            }
            report("write after fork (\(name))", time, "ns")
        }
    }

    private func manyForks() throws {
        for (name, path) in [
            ("over a file of /etc", TreePath("/etc/debian_version")),
            ("new in /etc", TreePath("/etc/new-file")),
            ("new, 4 deep", TreePath("/usr/local/share/new-file")),
        ] {
            let before = residentBytes()
            var copies: [FileTree] = []
            copies.reserveCapacity(1_000_000)
            for number in 0..<1_000_000 {
                var copy = image
                try copy.write(FileContents("mine \(number)"), to: path)
                copies.append(copy)
            }
            let after = residentBytes()
            use(copies)
            report(
                "a million forks, a file written \(name)", Double(after - before) / 1_048_576,
                "MiB", wanted: 1024)
            copies = []
            malloc_trim(0)
        }
    }

    private func lookUps() throws {
        var layered = large
        for number in 0..<126 {
            var changes = TreeChanges()
            let node = FileNode(
                .file(FileContents("layer \(number)")), attributes: FileAttributes(mode: 0o644))
            try changes.add(node, at: syntheticPath(number * 1000))
            try changes.add(node, at: TreePath("/layers/\(number)"))
            layered = try changes.applied(to: layered).sealed()
        }
        let paths = (0..<1000).map { syntheticPath($0 * 173 % 200_000) }
        for (name, tree) in [("1 layer", large), ("127 layers", layered)] {
            let time = try measure(100_000) {
                for _ in 0..<100 {
                    for path in paths { use(try tree.entry(at: path)) }
                }
            }
            report("look-up 8 deep, \(name)", time, "ns", wanted: 1000)
        }
    }

    private func differences() throws {
        for changed in [1, 10, 100, 1000] {
            var edited = large
            for number in 0..<changed {
                try edited.write(FileContents("changed"), to: syntheticPath(number * 197))
            }
            let time = try measure(1) { use(try TreeChanges(from: large, to: edited)) }
            report(
                "diff of 200k files, \(changed) changed", time / 1000, "µs",
                wanted: changed == 10 ? 100 : nil)
        }
    }

    private func largeFile() throws {
        let size = 1 << 30
        var tree = FileTree()
        try tree.write(FileContents(ZeroBytes(count: size), offset: 0, count: size), to: "/big")
        let before = heapBytes()
        var copy = tree
        let start = nanoseconds()
        try copy.write([1], to: "/big", at: size / 2 + 5)
        let time = nanoseconds() - start
        report("one byte into 1 GiB after a fork", time / 1000, "µs")
        report(
            "one byte into 1 GiB after a fork, copied", Double(heapBytes() - before) / 1024, "KiB",
            wanted: 1024)
        use(tree)
        use(copy)
    }

    private func largeDirectory(_ count: Int) throws {
        var tree = FileTree()
        try tree.makeDirectories("/d")
        let paths = (0..<count).map { TreePath("/d/file-\($0 * 7919 % count)") }
        let contents = FileContents("x")
        let create = try measure(count, rounds: 1) {
            for path in paths { try tree.write(contents, to: path) }
        }
        let list = try measure(count) { use(try tree.list("/d").count) }
        let delete = try measure(count, rounds: 1) { for path in paths { try tree.unlink(path) } }
        report("directory of \(count): create", create, "ns")
        report("directory of \(count): list", list, "ns")
        report("directory of \(count): delete", delete, "ns")
    }

    private func linkedFiles(_ count: Int) throws {
        var tree = FileTree()
        for number in 0..<count { try tree.write(FileContents("x"), to: TreePath("/f\(number)")) }
        let link = try measure(count, rounds: 1) {
            for number in 0..<count {
                try tree.link(TreePath("/f\(number)"), to: TreePath("/g\(number)"))
            }
        }
        report("hard links of \(count) files", link, "ns")
    }
}

/// A source of zeros that takes no memory.
final class ZeroBytes: ByteSource, @unchecked Sendable {
    override func read(
        _ range: Range<Int>, _ body: (UnsafeRawBufferPointer) -> Void
    ) throws(FileError) {
        let zeros = [UInt8](repeating: 0, count: 1 << 16)
        var rest = range.count
        while rest > 0 {
            let length = min(rest, zeros.count)
            zeros.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[..<length])) }
            rest -= length
        }
    }
}
