import Glibc
import LayFiles

/// The same operations on a kernel overlayfs and on a tree.
///
/// Runs in a mount namespace of its own (`unshare -m`), as root: `work` becomes a tmpfs.
struct OverlayPeer {
    let work: String

    struct Refusal: Error {
        let what: String
        let code: Int32
    }

    private func check(_ result: Int32, _ what: String) throws {
        if result != 0 { throw Refusal(what: what, code: errno) }
    }

    private func mountOverlay(_ name: String, layers: [String]) throws -> String {
        for directory in ["\(name)-upper", "\(name)-work", name] { mkdir(directory, 0o755) }
        let options =
            "lowerdir=\(layers.joined(separator: ":")),upperdir=\(name)-upper,workdir=\(name)-work"
        try check(mount("overlay", name, "overlay", 0, options), "mount \(name)")
        return name
    }

    func run() throws {
        try check(mount("tmpfs", work, "tmpfs", 0, "size=8g,nr_inodes=2m"), "mount tmpfs")
        try check(chdir(work), "chdir")
        mkdir("l0", 0o755)
        // The part of the large tree that is looked up, and files to copy up.
        for number in stride(from: 0, to: 200_000, by: 20) {
            try write("l0\(syntheticPath(number))", "\(number)")
        }
        for number in 0..<10_000 { try write("l0/lower/f\(number)", "\(number)") }
        for layer in 1..<127 {
            try write("l\(layer)\(syntheticPath(layer * 1000))", "layer \(layer)")
            try write("l\(layer)/layers/\(layer)", "layer \(layer)")
        }
        let one = try mountOverlay("one", layers: ["l0"])
        let many = try mountOverlay("many", layers: (0..<127).reversed().map { "l\($0)" })
        try lookUps(one, many)
        try changes(one)
        for name in ["one", "many"] { umount(name) }
    }

    private func write(_ path: String, _ text: String) throws {
        var end = path.startIndex
        while let slash = path[end...].dropFirst().firstIndex(of: "/") {
            mkdir(String(path[..<slash]), 0o755)
            end = slash
        }
        try write(new: path, text)
    }

    private func write(new path: String, _ text: String) throws {
        let file = open(path, O_CREAT | O_WRONLY | O_TRUNC, 0o644)
        if file < 0 { throw Refusal(what: "open \(path)", code: errno) }
        defer { close(file) }
        if Glibc.write(file, text, text.utf8.count) < 0 {
            throw Refusal(what: "write \(path)", code: errno)
        }
    }

    private func lookUps(_ one: String, _ many: String) throws {
        let paths = (0..<1000).map { syntheticPath($0 * 160 % 200_000) }
        for (name, root) in [("1 layer", one), ("127 layers", many)] {
            let names = paths.map { "\(root)\($0)" }
            let time = try measure(20_000) {
                for _ in 0..<20 {
                    for name in names {
                        var status = stat()
                        try check(lstat(name, &status), name)
                    }
                }
            }
            report("overlayfs: look-up 8 deep, \(name)", time, "ns")
        }
    }

    /// What happens to 10,000 files: made, looked at, changed where a lower layer has them, removed.
    private func changes(_ root: String) throws {
        let count = 10_000
        let fresh = (0..<count).map { "\(root)/new/f\($0)" }
        let lower = (0..<count).map { "\(root)/lower/f\($0)" }
        mkdir("\(root)/new", 0o755)
        report(
            "overlayfs: create",
            try measure(count, rounds: 1) { for path in fresh { try write(new: path, "x") } }, "ns")
        report(
            "overlayfs: stat",
            try measure(count) {
                for path in fresh {
                    var status = stat()
                    try check(lstat(path, &status), path)
                }
            }, "ns")
        report(
            "overlayfs: copy-up",
            try measure(count, rounds: 1) {
                for path in lower {
                    let file = open(path, O_WRONLY | O_APPEND)
                    if file < 0 || Glibc.write(file, "x", 1) != 1 {
                        throw Refusal(what: path, code: errno)
                    }
                    close(file)
                }
            }, "ns")
        report(
            "overlayfs: unlink",
            try measure(count, rounds: 1) {
                for path in fresh { try check(unlink(path), path) }
            }, "ns")

        var tree = FileTree()
        try tree.makeDirectories("/new")
        try tree.makeDirectories("/lower")
        let newPaths = (0..<count).map { TreePath("/new/f\($0)") }
        let lowerPaths = (0..<count).map { TreePath("/lower/f\($0)") }
        for path in lowerPaths { try tree.write(FileContents("1234"), to: path) }
        let base = tree.sealed()
        var upper = base
        report(
            "create",
            try measure(count, rounds: 1) {
                for path in newPaths { try upper.write(FileContents("x"), to: path) }
            }, "ns")
        report(
            "stat", try measure(count) { for path in newPaths { use(try upper.entry(at: path)) } },
            "ns")
        report(
            "copy-up",
            try measure(count, rounds: 1) {
                for path in lowerPaths { try upper.append([120], to: path) }
            }, "ns")
        report(
            "unlink",
            try measure(count, rounds: 1) { for path in newPaths { try upper.unlink(path) } }, "ns")
        use(base)
    }
}
