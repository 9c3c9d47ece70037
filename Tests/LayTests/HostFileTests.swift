import Foundation
import Lay
import LayDisk
import LayFiles
import LayTestSupport
import Testing

/// The host's files by their names stay below what is granted, on a disk and in memory.
@Suite struct HostFileTests {
    /// Everything that a link of the granted directory could lead out with.
    private static let escapes = [
        "host.list(\"in/dir\")", "host.exists(\"in/file\")", "host.exists(\"in/dir/none\")",
        "host.append(\"in/file\", \"x\")", "host.append(\"in/dir/new\", \"x\")",
        "host.write(\"in/dir/new\", \"x\")", "host.write(\"in/dir/new\", \"x\", parents: false)",
        "host.mkdir(\"in/dir/a/b\")", "host.mkdir(\"in/dir/a\", parents: false)",
        "host.remove(\"in/dir/secret\")", "host.remove(\"in/dir/sub\", recursive: true)",
        "host.remove(\"in/../out/secret\")", "host.remove(\"in/up/out\", recursive: true)",
        "host.rename(\"in/f\", \"in/dir/f\")", "host.rename(\"in/dir/secret\", \"in/g\")",
        "host.rename(\"in/f\", \"out/f\")", "host.rename(\"out/secret\", \"in/g\")",
        "host.rename(\"in/f\", \"in/up/f\")", "host.list(\"out\")", "host.exists(\"out\")",
        "host.exists(\"/\")", "host.remove(\"/\", recursive: true)", "host.mkdir(\"out/a\")",
    ]

    private func check(_ files: any FileSystem, below root: String) throws {
        var host = Host()
        host.files = files
        host.workingDirectory = root
        host.writable = ["\(root)/in"]
        let output = Output()
        host.output = { output.add($0) }
        let engine = Engine(host: host)
        for escape in Self.escapes {
            try engine.run(
                "print(try { \(escape); \"allowed\" } catch e { e.kind + \" \" + (e.help ?? \"\") })",
                name: "escape")
        }
        let lines = output.text.split(separator: "\n")
        #expect(lines.count == Self.escapes.count)
        for (escape, line) in zip(Self.escapes, lines) {
            let isDenied =
                line.hasPrefix("PermissionDenied allow it with Host.writable=")
                || line.hasPrefix("PermissionDenied allow it with Host.readable=")
            #expect(isDenied, "\(escape): \(line)")
        }
        // Links themselves are names like others.
        try engine.run(
            "host.remove(\"in/dir\", recursive: true)\nhost.rename(\"in/file\", \"in/l\")")
        try engine.run(
            "host.remove(\"in\", recursive: true)\nhost.mkdir(\"in\")\nassert host.list(\"in\") == []"
        )
    }

    @Test func `on a disk`() throws {
        try Shell.inTemporaryDirectory { shell in
            try shell.run(
                "mkdir -p in out/sub; echo s > out/secret; echo x > in/f; ln -s ../out in/dir; "
                    + "ln -s ../out/secret in/file; ln -s .. in/up")
            let root = try shell.run("pwd -P").trimmingCharacters(in: .newlines)
            try check(DiskFileSystem(), below: root)
            #expect(
                try shell.run("find out | sort; cat out/secret") == "out\nout/secret\nout/sub\ns\n")
        }
    }

    @Test func `in memory`() throws {
        let files = TreeFileSystem()
        try files.makeDirectory("/w/out/sub")
        try files.put(FileContents(Array("s".utf8)), at: "/w/out/secret")
        try files.put(FileContents(Array("x".utf8)), at: "/w/in/f")
        for (name, target) in [("dir", "../out"), ("file", "../out/secret"), ("up", "..")] {
            try files.make(
                FileNode(
                    .symlink(target: Array(target.utf8)), attributes: FileAttributes(mode: 0o777)),
                at: TreePath("/w/in/\(name)"))
        }
        try check(files, below: "/w")
        #expect(
            try files.list("/w/out").map { String(decoding: $0.name, as: UTF8.self) } == [
                "secret", "sub",
            ])
    }
}
