import Foundation
import LayDisk
import LayFiles
import LayTestSupport
import Testing

/// How confined files walk, of which all ways must find the same.
enum Way: CaseIterable {
    /// By openat2, where the kernel has it.
    case kernel
    /// Name by name.
    case names
    /// By looks at links, over any file system.
    case looks

    func files(_ grants: FileGrants) -> any ConfinedFileSystem {
        switch self {
        case .kernel: DiskFileSystem().confined(to: grants)
        case .names: DiskFileSystem().confined(to: grants, usesKernel: false)
        case .looks: GrantedFiles(DiskFileSystem(), grants)
        }
    }
}

/// Files as far as they are granted.
@Suite struct ConfinementTests {
    /// Directories `in` and `out`, of which the first is granted.
    private func withPlaces(_ body: (_ root: TreePath, _ inside: TreePath) throws -> Void) throws {
        try withTemporaryDirectory { directory in
            let root = TreePath(directory.resolvingSymlinksInPath().path)
            let inside = root.appending("in")
            try DiskFileSystem().makeDirectory(inside)
            try DiskFileSystem().put(FileContents("secret"), at: root.appending("out/f"))
            try body(root, inside)
        }
    }

    private func code(_ body: () throws -> Void) -> FileError.Code? {
        do {
            try body()
            return nil
        } catch {
            return (error as? FileError)?.code
        }
    }

    /// What realpath(3) says is the measure: a path that leads inside is found there, and one that leads
    /// outside is refused.
    @Test(arguments: seeds(60))
    func `random links lead where they lead without confinement, or nowhere`(seed: UInt64) throws {
        try withPlaces { root, inside in
            var choices = Choices(state: seed)
            func any(_ texts: [String]) -> String { texts.randomElement(using: &choices) ?? "" }
            let machine = DiskFileSystem()
            try machine.makeDirectory(inside.appending("d/e"))
            for name in ["a", "b", "c", "d/a", "d/b", "d/e/a", "d/e/b"] {
                let place = inside.appending(TreePath(name))
                switch Int.random(in: 0..<4, using: &choices) {
                case 0: try machine.put(FileContents(name), at: place)
                case 1: try machine.makeDirectory(place)
                default:
                    let steps = (0..<Int.random(in: 1..<5, using: &choices)).map { _ in
                        any(["..", "..", ".", "a", "b", "d", "e", "in", "out", "f"])
                    }
                    let start = any(["", "", "", "\(inside)/", "\(root)/", "\(root)/in/../"])
                    let target = Array((start + steps.joined(separator: "/")).utf8)
                    try machine.make(
                        FileNode(
                            .symlink(target: target), attributes: FileAttributes(mode: 0o777)),
                        at: place)
                }
            }
            let ways = Way.allCases.map { ($0, $0.files(FileGrants(readable: [inside]))) }
            for _ in 0..<60 {
                let steps = (0..<Int.random(in: 1..<6, using: &choices)).map { _ in
                    any(["a", "b", "c", "d", "e", "f"])
                }
                let path = inside.appending(TreePath(steps.joined(separator: "/")))
                let real = try? machine.resolve(path, lastMayBeMissing: false)
                for (way, files) in ways {
                    var found: TreePath?
                    let code = code { found = try files.resolve(path, lastMayBeMissing: false) }
                    if let real, !real.isBelowOrEqual(inside) {
                        #expect(code == .notGranted, "\(way): \(path)")
                    } else if let real {
                        #expect(found == real, "\(way): \(path)")
                        #expect(
                            text(of: path, in: files) == text(of: path, in: machine),
                            "\(way): \(path)")
                    } else if let found {
                        // Names outside are not looked at, so one that is not there is no hindrance.
                        #expect(found.isBelowOrEqual(inside), "\(way): \(path)")
                    }
                }
            }
        }
    }

    private func text(of path: TreePath, in files: any FileSystem) -> [UInt8]? {
        contents((try? files.entry(at: path, follow: true))?.node)
    }

    private func contents(_ node: FileNode?) -> [UInt8]? {
        guard case .file(let contents)? = node?.body else { return nil }
        return try? contents.bytes()
    }

    @Test(arguments: Way.allCases)
    func `what changes files reaches what is granted for writing alone`(way: Way) throws {
        try withPlaces { root, inside in
            let machine = DiskFileSystem()
            try machine.put(FileContents("kept"), at: inside.appending("read/f"))
            try machine.makeDirectory(inside.appending("write/d"))
            try machine.put(FileContents("x"), at: inside.appending("write/f"))
            for (name, target) in [
                ("out", "\(root)/out"), ("read", "../read"), ("link", "\(root)/out/f"),
            ] {
                try machine.make(
                    FileNode(
                        .symlink(target: Array(target.utf8)),
                        attributes: FileAttributes(mode: 0o777)),
                    at: inside.appending(TreePath("write/\(name)")))
            }
            let before = try Snapshot.of(root.appending("out"))
            let files = way.files(
                FileGrants(
                    readable: [inside.appending("read")], writable: [inside.appending("write")]))
            let mode = FileAttributes(mode: 0o644)
            let directory = FileNode(.directory, attributes: FileAttributes(mode: 0o755))
            let own = inside.appending("write/f")
            for text in ["write/out/f", "write/read/f", "write/link", "read/f"] {
                let path = inside.appending(TreePath(text))
                let changes: [(String, () throws -> Void)] = [
                    ("write", { try files.write(FileContents("y"), to: path, creating: mode) }),
                    ("append", { try files.append([1], to: path, creating: mode) }),
                    ("open", { _ = try files.open(path, [.write], creating: mode) }),
                    ("truncate", { try files.truncate(path, to: 0) }),
                    ("mode", { try files.setAttributes(of: path, follow: true) { $0.mode = 0 } }),
                    ("time", { try files.setModified(0, of: path, follow: true) }),
                ]
                for (name, change) in changes {
                    #expect(code(change) == .notGranted, "\(name) \(path)")
                }
            }
            for text in ["write/out/new", "write/read/new", "read/new"] {
                let path = inside.appending(TreePath(text))
                let changes: [(String, () throws -> Void)] = [
                    ("make", { try files.make(directory, at: path) }),
                    ("link", { try files.link(own, to: path) }),
                    ("rename", { try files.rename(own, to: path) }),
                    ("unlink", { try files.unlink(path.parent.appending("f")) }),
                    ("rmdir", { try files.removeDirectory(path.parent) }),
                    (
                        "take",
                        {
                            try files.link(
                                path.parent.appending("f"), to: own.parent.appending("h"))
                        }
                    ),
                ]
                for (name, change) in changes where name != "rmdir" || text == "read/new" {
                    #expect(code(change) == .notGranted, "\(name) \(path)")
                }
            }
            #expect(try Snapshot.of(root.appending("out")) == before)
            #expect(try Snapshot.of(inside.appending("read")) == ["f": "kept"])
            try files.write(FileContents("z"), to: own, creating: mode)
            #expect(try Snapshot.of(inside.appending("write"))["f"] == "z")
        }
    }

    @Test(arguments: [Way.kernel, .names])
    func `a link that changes all the time never leads out`(way: Way) throws {
        try withPlaces { root, inside in
            let machine = DiskFileSystem()
            try machine.put(FileContents("inside"), at: inside.appending("ok/f"))
            let place = GamePlace(URL(fileURLWithPath: root.description))
            let files = way.files(FileGrants(writable: [inside]))
            let swapping = Swapping(
                "\(inside)/cur \(inside)/ok \(root)/out", in: place, exchanges: false)
            let moving = Swapping("\(inside)/ok \(root)/out", in: place, exchanges: true)
            defer {
                swapping.stop()
                moving.stop()
            }
            var reads = 0
            for _ in 0..<(scaled(4000)) {
                let entry = try? files.entry(at: inside.appending("cur/f"), follow: true)
                guard let bytes = contents(entry?.node) else { continue }
                #expect(bytes == Array("inside".utf8))
                reads += 1
                try? files.write(
                    FileContents("inside"), to: inside.appending("cur/g"),
                    creating: FileAttributes(mode: 0o644))
            }
            #expect(reads > 0)
            #expect(try Snapshot.of(root.appending("out")) == ["f": "secret"])
        }
    }

    @Test(arguments: [Way.kernel, .names])
    func `what was granted is not what its name leads to later`(way: Way) throws {
        try withPlaces { root, inside in
            try DiskFileSystem().put(FileContents("inside"), at: inside.appending("a/f"))
            let (there, missing) = (inside.appending("a"), inside.appending("b"))
            let files = way.files(FileGrants(writable: [there, missing]))
            let place = GamePlace(URL(fileURLWithPath: root.description))
            let swapping = [
                Swapping("\(there) \(root)/out", in: place, exchanges: true),
                Swapping("\(missing) \(root)/out \(root)", in: place, exchanges: false),
            ]
            defer { for swap in swapping { swap.stop() } }
            for _ in 0..<scaled(2000) {
                for path in [there, missing] {
                    if let text = text(of: path.appending("f"), in: files) {
                        #expect(text == Array("inside".utf8))
                    }
                    try? files.put(FileContents("x"), at: path.appending("g"))
                }
            }
            #expect(try Snapshot.of(root.appending("out")) == ["f": "secret"])
        }
    }

    @Test func `what confined files grant is bounded by those that grant it`() throws {
        try withPlaces { root, inside in
            try DiskFileSystem().put(FileContents("x"), at: inside.appending("a/f"))
            try DiskFileSystem().put(FileContents("x"), at: inside.appending("b/f"))
            let outer = DiskFileSystem().confined(
                to: FileGrants(readable: [inside.appending("a")]))
            let files = outer.confined(to: FileGrants(writable: [.root]))
            #expect(try files.entry(at: inside.appending("a/f"), follow: true).node.size == 1)
            #expect(
                code { _ = try files.entry(at: inside.appending("b/f"), follow: true) }
                    == .notGranted)
            #expect(code { try files.truncate(inside.appending("a/f"), to: 0) } == .notGranted)
        }
    }

    @Test(arguments: Way.allCases)
    func `a file may be granted alone, or what is not there yet`(way: Way) throws {
        try withPlaces { root, inside in
            try DiskFileSystem().put(FileContents("x"), at: inside.appending("a"))
            try DiskFileSystem().put(FileContents("x"), at: inside.appending("b"))
            let files = way.files(
                FileGrants(
                    readable: [inside.appending("a")],
                    writable: [inside.appending("new/deep"), inside.appending("c")]))
            #expect(text(of: inside.appending("a"), in: files) == Array("x".utf8))
            #expect(
                code { _ = try files.entry(at: inside.appending("b"), follow: true) }
                    == .notGranted)
            #expect(code { _ = try files.list(inside) } == .notGranted)
            try files.put(FileContents("y"), at: inside.appending("new/deep/f"))
            try files.put(FileContents("y"), at: inside.appending("c"))
            #expect(text(of: inside.appending("new/deep/f"), in: files) == Array("y".utf8))
            for text in ["new/f", "d", "a", "new/deep2"] {
                let path = inside.appending(TreePath(text))
                #expect(
                    code { try files.put(FileContents("z"), at: path) } == .notGranted, "\(text)")
            }
            #expect(
                try Snapshot.of(inside) == ["a": "x", "b": "x", "c": "y", "new": "none"])
        }
    }

    private enum Snapshot {
        /// The files of a directory with their texts.
        static func of(_ path: TreePath) throws -> [String: String] {
            var result: [String: String] = [:]
            for name in try FileManager.default.contentsOfDirectory(atPath: path.description) {
                let file = path.appending(TreePath(name)).description
                result[name] = (try? String(contentsOfFile: file, encoding: .utf8)) ?? "none"
            }
            return result
        }
    }
}
