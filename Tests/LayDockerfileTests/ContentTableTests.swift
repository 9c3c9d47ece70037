import Foundation
import LayArchive
import LayBounds
import LayDisk
import LayDockerfile
import LayFiles
import LayImages
import LayTestSupport
import Testing

/// What is known of files by what the machine says of them.
@Suite struct ContentTableTests {
    private static var clock: Nanoseconds { Nanoseconds(Date().timeIntervalSince1970 * 1e9) }
    /// A time at which everything that a test has written is past.
    private static var later: Nanoseconds { clock + 3_600_000_000_000 }

    private func copy(_ shell: Shell, _ source: String = ".") throws -> ResolvedCopy {
        let context = try BuildContext(
            TreePath("\(shell.directory)/c"), of: DiskFileSystem(), now: 0)
        return try CopyStep([.path(source)], to: "/").resolved(from: context)
    }

    @Test func `what was not touched is not read again`() throws {
        try Shell.inTemporaryDirectory { shell in
            try shell.run(
                """
                mkdir -p c/d; for i in $(seq 200); do echo $i > c/d/$i; done
                ln c/d/1 c/again; head -c 3000000 /dev/urandom > c/large; : > c/empty
                """)
            var first = ContentTable(now: Self.later)
            let copied = try copy(shell)
            let digest = try first.inputDigest(of: copied)
            #expect(try copied.inputDigest { try Digest.of($0) } == digest)
            // The empty file needs no look; a second name is no second file of the table.
            #expect(first.count == 201)
            #expect(first.hasChanged)
            var second = ContentTable(first.bytes, now: Self.later)
            #expect(second.count == 201)
            #expect(try second.inputDigest(of: copy(shell)) == digest)
            #expect(second.readFiles == 1)
            #expect(second.knownFiles == 202)
            #expect(!second.hasChanged)
            #expect(second.bytes == first.bytes)
        }
    }

    @Test func `equal sizes and times do not hide another content`() throws {
        try Shell.inTemporaryDirectory { shell in
            try shell.run("mkdir c; echo one > c/a; touch -d @1000 c/a; echo x > c/b")
            var table = ContentTable(now: Self.later)
            let before = try table.inputDigest(of: copy(shell))
            try shell.run("sleep 0.02; echo two > c/a; touch -d @1000 c/a")
            table = ContentTable(table.bytes, now: Self.later)
            #expect(try table.inputDigest(of: copy(shell)) != before)
            #expect((table.readFiles, table.knownFiles) == (1, 1))
            // Another file under the same name, with the same size and time.
            try shell.run("cp -p c/a c/n; mv c/n c/a")
            table = ContentTable(table.bytes, now: Self.later)
            _ = try table.inputDigest(of: copy(shell))
            #expect((table.readFiles, table.knownFiles) == (1, 1))
        }
    }

    @Test func `what changed a moment ago is not believed`() throws {
        try Shell.inTemporaryDirectory { shell in
            try shell.run("mkdir c; echo one > c/a; touch -d @1000 c/a")
            var table = ContentTable(now: Self.clock)
            _ = try table.inputDigest(of: copy(shell))
            #expect(table.count == 0)
            // A time that is still to come says nothing.
            try shell.run("touch -d '2 hours' c/a")
            table = ContentTable(now: Self.later)
            _ = try table.inputDigest(of: copy(shell))
            #expect(table.count == 0)
        }
    }

    @Test func `files of a tree are read each time`() throws {
        let tree = try CopyCase.tree(["f 0644 0:0 a A", "f 0644 0:0 b B"])
        let copied = try CopyStep([.path("/")], to: "/").resolved(from: TreeOrigin(tree))
        var table = ContentTable(now: Self.later)
        let digest = try table.inputDigest(of: copied)
        #expect(try table.inputDigest(of: copied) == digest)
        #expect((table.count, table.readFiles, table.knownFiles) == (0, 4, 0))
    }

    @Test func `a damaged table is an empty one`() throws {
        try Shell.inTemporaryDirectory { shell in
            try shell.run("mkdir c; echo one > c/a; echo two > c/b")
            var table = ContentTable(now: Self.later)
            _ = try table.inputDigest(of: copy(shell))
            let bytes = table.bytes
            #expect(bytes.count == 16 + 2 * 80 + 32)
            for place in bytes.indices {
                var damaged = bytes
                damaged[place] ^= 1
                #expect(ContentTable(damaged, now: 0).count == 0, "byte \(place)")
                #expect(ContentTable(Array(bytes[..<place]), now: 0).count == 0)
            }
            #expect(ContentTable(bytes + [0], now: 0).count == 0)
            #expect(ContentTable(bytes, now: 0).count == 2)
        }
    }

    @Test func `a file that cannot be read is told`() throws {
        try Shell.inTemporaryDirectory { shell in
            try shell.run("mkdir c; for i in $(seq 300); do echo $i > c/$i; done")
            let copied = try copy(shell)
            try shell.run("rm c/150 c/250")
            var table = ContentTable(now: Self.later)
            do {
                _ = try table.inputDigest(of: copied)
                Issue.record("a missing file was read")
            } catch let error as FileError {
                // The first in order, whichever thread came to it.
                #expect(error.path.description.hasSuffix("/150"))
            }
        }
    }

    @Test func `a run that is cancelled ends`() throws {
        try Shell.inTemporaryDirectory { shell in
            try shell.run("mkdir c; for i in $(seq 300); do echo $i > c/$i; done")
            let copied = try copy(shell)
            var table = ContentTable(now: Self.later)
            #expect(throws: (any Error).self) {
                try RunBounds.asking({ true }) { _ = try table.inputDigest(of: copied) }
            }
        }
    }

    @Test func `an input is told by everything but its time`() throws {
        let line = "f 0644 1:2 d/a A"
        func digest(_ lines: [String], _ sources: [String] = ["d"]) throws -> Digest {
            var tree = try CopyCase.tree(lines)
            for entry in tree.walk() {
                try tree.setModified(Nanoseconds.random(in: 0..<99), of: entry.path, follow: false)
            }
            let step = CopyStep(sources.map { .path($0) }, to: "/x/")
            return try step.resolved(from: TreeOrigin(tree)).inputDigest { try Digest.of($0) }
        }
        let plain = try digest([line])
        #expect(try digest([line]) == plain)
        #expect(try digest(["d 0700 5:5 d", line]) == plain)
        let others = [
            ["f 0644 1:2 d/b A"], ["f 0645 1:2 d/a A"], ["f 0644 3:2 d/a A"], ["f 0644 1:3 d/a A"],
            ["f 0644 1:2 d/a B"], ["f 0644 1:2 d/a"], ["l d/a A"], ["l d/a B"], ["d 0644 1:2 d/a"],
            ["p 0644 1:2 d/a"], ["c 0644 1:2 d/a 1,3"], ["c 0644 1:2 d/a 1,4"],
            [line, "x d/a user.k=v"], [line, "x d/a user.k=w"],
            [line, "f 0644 1:2 d/b A"], [line, "d 0755 0:0 d/b"],
        ]
        var seen: Set<Digest> = [plain]
        for lines in others { #expect(seen.insert(try digest(lines)).inserted, "\(lines)") }
        #expect(seen.insert(try digest([line], ["d/a"])).inserted)
        #expect(seen.insert(try digest([line], ["d", "d/a"])).inserted)
        #expect(seen.insert(try digest([line], ["d/a", "d"])).inserted)
        #expect(seen.insert(try digest([line], ["nothing*"])).inserted)
    }
}
