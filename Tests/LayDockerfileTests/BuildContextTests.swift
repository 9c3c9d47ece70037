import Foundation
import LayArchive
import LayBounds
import LayDisk
import LayDockerfile
import LayFiles
import LayImages
import LayTestSupport
import Testing

/// A context gives what lies below a directory, and nothing else.
@Suite struct BuildContextTests {
    private func copied(_ sources: [String], from context: BuildContext) throws -> [String] {
        let step = CopyStep(sources.map { .path($0) }, to: "/t/")
        return try CopyCase.lines(step.resolved(from: context).apply(to: FileTree()).tree)
    }

    @Test func `links lead to what is inside`() throws {
        let tree = try CopyCase.tree([
            "f 0644 0:0 secret S", "f 0644 0:0 ctx/a A", "l ctx/up ../secret",
            "l ctx/far ../../../../secret", "l ctx/top /secret", "l ctx/in /a",
            "l ctx/d/back ../a", "l ctx/round round2", "l ctx/round2 round", "l ctx/out ..",
        ])
        let context = try BuildContext("/ctx", of: TreeFileSystem(tree), now: 0)
        #expect(try copied(["in"], from: context).last == "f 0644 0:0 t/in A")
        #expect(try copied(["d/back"], from: context).last == "f 0644 0:0 t/back A")
        #expect(try copied(["out/a"], from: context).last == "f 0644 0:0 t/a A")
        for source in ["up", "far", "top", "out/secret", "../secret"] {
            #expect(throws: ImageError.self, "\(source)") {
                try copied([source], from: context)
            }
        }
        do {
            _ = try copied(["round"], from: context)
            Issue.record("a circle was followed")
        } catch let error as ImageError {
            #expect(error.message.hasSuffix("too many links"))
        }
    }

    @Test func `a directory that is no directory is none`() throws {
        let files = TreeFileSystem(try CopyCase.tree(["f 0644 0:0 a A", "l l a"]))
        for place in ["/a", "/l", "/none"] as [TreePath] {
            #expect(throws: FileError.self) { try BuildContext(place, of: files, now: 0) }
        }
    }

    @Test func `files of the machine become root's and get one time`() throws {
        try Shell.inTemporaryDirectory { shell in
            try shell.run(
                """
                mkdir -p c/d/s; echo A > c/a; echo B > c/d/b; ln c/d/b c/d/s/h; ln -s ../a c/d/l
                chmod 4755 c/a; chmod 700 c/d; mkfifo c/p; touch -d @77 c/a; : > c/empty
                ln -s /etc/passwd c/passwd; printf 'd/s/no*' > c/.dockerignore; touch c/d/s/no1
                """)
            if Shell.isRoot { try shell.run("chown -R 7:8 c/d") }
            let root = TreePath("\(shell.directory)/c")
            let files = DiskFileSystem().confined(to: FileGrants(readable: [root]))
            let ignored = try IgnoreFile(shell.bytes("c/.dockerignore"))
            let context = try BuildContext(root, of: files, ignoring: ignored, now: 5)
            let tree = try context.tree(at: .root)
            #expect(
                try CopyCase.lines(tree) == [
                    "f 0644 0:0 .dockerignore d/s/no*", "f 4755 0:0 a A\\n", "d 0700 0:0 d",
                    "f 0644 0:0 d/b B\\n", "l d/l ../a", "d 0755 0:0 d/s", "h d/s/h d/b",
                    "f 0644 0:0 empty", "p 0644 0:0 p", "l passwd /etc/passwd",
                ])
            #expect(tree.walk().allSatisfy { $0.node.modified == 5 })
            #expect(throws: ImageError.self) { try copied(["passwd"], from: context) }
        }
    }

    @Test func `what was copied stays what it was`() throws {
        try Shell.inTemporaryDirectory { shell in
            try shell.run("mkdir c; echo A > c/a; head -c 100000 /dev/zero > c/large")
            let root = TreePath("\(shell.directory)/c")
            let context = try BuildContext(root, of: DiskFileSystem(), now: 0)
            let copy = try CopyStep([.path(".")], to: "/").resolved(from: context)
            let tree = try copy.apply(to: FileTree()).tree
            try shell.run("sleep 0.02; echo B > c/a")
            #expect(try tree.entry(at: "/a").contents().bytes() == Array("A\n".utf8))
            // Found before the change and not yet copied: neither the old nor the new is right.
            #expect(throws: FileError.self) { try copy.apply(to: FileTree()) }
            #expect(throws: FileError.self) { try copy.inputDigest { try Digest.of($0) } }
        }
    }

    @Test func `what was unpacked stays what it was`() throws {
        try Shell.inTemporaryDirectory { shell in
            try shell.run("mkdir c s; head -c 90000 /dev/urandom > s/f; tar cf c/t.tar -C s f")
            let root = TreePath("\(shell.directory)/c")
            let context = try BuildContext(root, of: DiskFileSystem(), now: 0)
            let step = CopyStep([.path("t.tar")], to: "/", isAdd: true)
            let tree = try step.resolved(from: context).apply(to: FileTree()).tree
            try shell.run("rm c/t.tar; echo other > c/t.tar")
            #expect(try tree.entry(at: "/f").contents().bytes() == shell.bytes("s/f"))
        }
    }

    @Test func `a deep directory is copied`() throws {
        var tree = FileTree()
        let deep = TreePath(String(repeating: "d/", count: 1900))
        try tree.makeDirectories(deep)
        try tree.write(FileContents("x"), to: deep.appending(name: "x".utf8))
        let ignored = try IgnoreFile(Array("*\n!**/x\n".utf8))
        let context = try BuildContext("/", of: TreeFileSystem(tree), ignoring: ignored, now: 0)
        #expect(try context.tree(at: .root).count == tree.count)
        #expect(try context.listing().filter { $0.fate == .way }.count == 1900)
    }

    @Test func `the listing tells which line decided`() throws {
        let tree = try CopyCase.tree([
            "f 0644 0:0 a.log AA", "f 0644 0:0 n/x/y Y", "f 0644 0:0 n/k K", "f 0644 0:0 m/z Z",
        ])
        let ignored = try IgnoreFile(Array("*.log\nn\n!n/k\nm\n".utf8))
        let context = try BuildContext("/", of: TreeFileSystem(tree), ignoring: ignored, now: 0)
        func shown(_ listing: [BuildContext.Listed]) -> [String] {
            listing.map { "\($0.path) \($0.size) \($0.fate) \($0.line?.number ?? 0)" }
        }
        #expect(
            try shown(context.listing()) == [
                "/a.log 2 ignored 1", "/m 0 ignored 4", "/m/z 1 ignored 4", "/n 0 way 2",
                "/n/k 1 sent 3", "/n/x 0 ignored 2", "/n/x/y 1 ignored 2",
            ])
        #expect(
            try shown(context.listing(entersIgnored: false)) == [
                "/a.log 2 ignored 1", "/m 0 ignored 4", "/n 0 way 2", "/n/k 1 sent 3",
                "/n/x 0 ignored 2",
            ])
    }

    @Test(arguments: ["", "gzip", "zstd"])
    func `a tar is a context, and keeps its owners`(_ compression: String) throws {
        let tar = RawTar.of { tar in
            tar.add("./d/a", "0", "A", mode: "0004640", fields: [108: Array("0000005".utf8)])
            tar.add(".dockerignore", "0", "d")
        }
        let bytes =
            try Compression(rawValue: compression)?.compress(tar) ?? tar
        guard case .files(let tree) = try ContextArchive(FileContents(bytes)) else {
            Issue.record("no tar was seen")
            return
        }
        #expect(
            try copied(["."], from: BuildContext(tree)) == [
                "d 0755 0:0 t", "f 0644 0:0 t/.dockerignore d", "d 0755 0:0 t/d",
                "f 4640 5:0 t/d/a A",
            ])
    }

    @Test(arguments: ["", "FROM scratch\n", String(repeating: "# text\n", count: 1000)])
    func `a text is a Dockerfile alone`(_ text: String) throws {
        guard case .dockerfile(let bytes) = try ContextArchive(FileContents(text)) else {
            Issue.record("a tar was seen")
            return
        }
        #expect(bytes == Array(text.utf8))
    }
}
