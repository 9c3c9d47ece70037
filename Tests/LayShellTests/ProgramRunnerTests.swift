import LayFiles
import LayUtilities
import Testing

@testable import LayShell

/// How programs are found and told apart.
@Suite struct ProgramRunnerTests {
    /// A large file that knows how much of it was read.
    private final class CountedBytes: ByteSource, @unchecked Sendable {
        private(set) var read = 0

        override func read(
            _ range: Range<Int>, _ body: (UnsafeRawBufferPointer) -> Void
        ) throws(FileError) {
            read += range.count
            var bytes = [UInt8](repeating: 0, count: range.count)
            bytes.replaceSubrange(0..<4, with: [0x7f, 0x45, 0x4c, 0x46])
            bytes.withUnsafeBytes(body)
        }
    }

    private func run(_ script: String, _ files: TreeFileSystem) throws -> String {
        let context = ProgramContext(
            arguments: ["sh", "-c", script], environment: [("PATH", "/none:/bin:bin")],
            workingDirectory: "/work", files: files, programs: ProgramTable(Utilities.all))
        _ = try ProgramRunner.run(context)
        return String(decoding: context.output.bytes, as: UTF8.self)
    }

    @Test func `only the beginning of a file tells what it is`() throws {
        let source = CountedBytes(count: 1 << 40)
        let files = TreeFileSystem(ShellRun.tree)
        try files.make(
            FileNode(
                .file(FileContents(source, offset: 0, count: 1 << 40)),
                attributes: FileAttributes(mode: 0o755)), at: "/bin/large")
        #expect(try run("large; echo $?; /bin/large; echo $?", files) == "126\n126\n")
        #expect(source.read == 512)
    }

    @Test func `a relative directory of PATH is the working directory's`() throws {
        let files = TreeFileSystem(ShellRun.tree)
        for (directory, word) in [("/work/bin", "one"), ("/work/sub/bin", "two")] {
            try files.tree.makeDirectories(TreePath(directory))
            try files.tree.write(
                FileContents("#!/bin/sh\necho \(word)\n"), to: TreePath(directory + "/p"),
                creating: FileAttributes(mode: 0o755))
        }
        #expect(
            try run("p; cd sub; p; PATH=/bin; p || echo $?; PATH=/work/bin:$PATH; p", files)
                == "one\ntwo\n127\none\n")
    }
}
