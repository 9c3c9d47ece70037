import LayArchive
internal import LayDisk
import LayFiles
import LayTestSupport
import Testing

/// Contents of the machine's files: what was read stays, or says that it changed.
@Suite struct DiskContentsTests {
    private static func contents(_ name: String, _ shell: Shell) throws -> FileContents {
        try FileContents(file: TreePath("\(shell.directory)/\(name)"))
    }

    @Test(arguments: [0, 1, 4096, 16384, 16385, 300_000])
    func `every byte is read`(size: Int) throws {
        try Shell.inTemporaryDirectory { shell in
            let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) }
            try shell.write(bytes, to: "f")
            let read = try Self.contents("f", shell)
            #expect(read.count == size)
            #expect(try read.bytes() == bytes)
        }
    }

    @Test func `a small file keeps its bytes, whatever happens to it`() throws {
        try Shell.inTemporaryDirectory { shell in
            try shell.write(Array("old".utf8), to: "f")
            let read = try Self.contents("f", shell)
            try shell.run("echo newer > f")
            #expect(try read.bytes() == Array("old".utf8))
        }
    }

    @Test func `a large file keeps its bytes when another takes its name`() throws {
        try Shell.inTemporaryDirectory { shell in
            let bytes = [UInt8](repeating: 7, count: 100_000)
            try shell.write(bytes, to: "f")
            let read = try Self.contents("f", shell)
            try shell.run("echo new > other; mv other f")
            #expect(try read.bytes() == bytes)
            try shell.run("rm f")
            #expect(try read.bytes() == bytes)
        }
    }

    @Test(arguments: [
        "truncate -s 10 f", "echo more >> f", "touch -d @12345 f", ": > f",
        "printf x | dd of=f bs=1 seek=50000 conv=notrunc status=none; touch -d @12345 f",
    ])
    func `a large file that was written to in its place is refused`(change: String) throws {
        try Self.expectRefusal(after: change)
    }

    private static func expectRefusal(after change: String) throws {
        try Shell.inTemporaryDirectory { shell in
            try shell.write([UInt8](repeating: 7, count: 100_000), to: "f")
            let read = try contents("f", shell)
            try shell.run(change)
            let error = #expect(throws: FileError.self) { try read.bytes() }
            #expect(error?.path == TreePath("\(shell.directory)/f"))
            #expect(error?.detail == "the file was changed after it was first read")
        }
    }

    /// In a process of its own: one watches only so many files under any name, and the tests beside
    /// this one hold more.
    @Test func `a large file that was written to under another name is refused`() async {
        await #expect(processExitsWith: .success) {
            for change in ["mv f g; : > g", "mv f g; echo more >> g"] {
                try DiskContentsTests.expectRefusal(after: change)
            }
        }
    }

    @Test func `what is no file is refused at once`() throws {
        try Shell.inTemporaryDirectory { shell in
            try shell.run("mkdir d; mkfifo p")
            for name in ["d", "p"] {
                let error = #expect(throws: FileError.self) { try Self.contents(name, shell) }
                #expect(error?.code == .invalidArgument)
            }
            let missing = #expect(throws: FileError.self) { try Self.contents("missing", shell) }
            #expect(missing?.code == .notFound)
        }
    }

    #if os(Linux)
        @Test func `a file without a size is read to its end`() throws {
            let read = try FileContents(file: "/proc/self/status")
            #expect(String(decoding: try read.bytes(), as: UTF8.self).hasPrefix("Name:"))
            #expect(read.count > 0)
        }
    #endif

    @Test func `more large files are held than are mapped`() throws {
        try Shell.inTemporaryDirectory { shell in
            // Holes: the files take no room.
            try shell.run("truncate -s 20000 $(seq 1 1000); echo end >> 1000")
            var held: [FileContents] = []
            for _ in 0..<17 {
                for name in 1...1000 { held.append(try Self.contents("\(name)", shell)) }
            }
            #expect(held.allSatisfy { $0.count >= 20_000 })
            let last = try #require(held.last)
            #expect(try last.bytes().suffix(4) == Array("end\n".utf8))
            try shell.run("echo more >> 1000")
            #expect(throws: FileError.self) { try last.bytes() }
        }
    }
}
