import LayFiles
import LayTestSupport
import Testing

@testable import LayArchive

/// Tars that other programs write read as the tree that lies on the disk.
@Suite(.needs("root"))
struct RealWriterTests {
    /// What a directory is filled with; each format can say only some of it.
    enum Part: String, CaseIterable {
        case basic, special, links, long, fine, before, attributes, sparse

        var script: String {
            switch self {
            case .basic:
                """
                mkdir d; echo text >d/f; : >d/empty; ln d/f d/hard; ln d/f also; ln -s f d/link
                chmod 4711 d/f; chmod 1777 d; chown 12:34 d/empty; printf x >"a b"
                head -c 70000 /dev/zero | tr '\\0' z >big
                printf b >"$(printf 'n\\377\\376')"
                """
            case .special: "mkfifo pipe; mknod null c 1 3; mknod disk b 8 17; chmod 600 pipe"
            // Python writes such links as files of their own.
            case .links: "ln -s x link; ln link other"
            case .long:
                """
                n=$(printf 'n%.0s' $(seq 1 200)); mkdir $n; echo 1 >$n/$n; ln $n/$n $n/hard
                ln -s $n/$n/$n $n/link
                echo 2 >$(printf 'm%.0s' $(seq 1 100)); echo 3 >$(printf 'm%.0s' $(seq 1 101))
                """
            case .fine:
                """
                echo 1 >t; touch -d @1500000000.123456789 t; echo 2 >u; touch -d @-2 u
                echo 3 >v; chown 3000000:4000000 v
                """
            case .before: "echo 1 >t; touch -d @-1.5 t"
            case .attributes:
                """
                echo 1 >x; setfattr -n user.note -v hello x; setfattr -n user.bin -v 0x00ff0a x
                mkdir y; setfattr -n user.dir -v 1 y; setfattr -n 'user.a%b=c' -v 1 x
                cp /bin/true z; setcap cap_net_raw+ep z
                """
            case .sparse:
                """
                truncate -s 3M hole; printf end | dd of=hole bs=1 seek=1000000 conv=notrunc status=none
                truncate -s 100k empty-hole; truncate -s 5M many
                for i in $(seq 0 40); do
                    printf $i | dd of=many bs=1 seek=$((i * 100000)) conv=notrunc status=none
                done
                """
            }
        }
    }

    struct Writer: Sendable, CustomTestStringConvertible {
        let line: String
        let parts: [Part]
        var testDescription: String { line }

        init(_ line: String, _ parts: [Part]) {
            self.line = line
            self.parts = parts
        }
    }

    private static let all = Part.allCases
    private static let attributes = "--xattrs --xattrs-include='*'"
    private static let gnuTar: [Writer] = [
        Writer("tar --format=v7 -cf ../t .", [.basic]),
        Writer("tar --format=ustar -cf ../t .", [.basic, .special]),
        Writer("tar --format=oldgnu -cf ../t .", [.basic, .special, .links, .long, .sparse]),
        Writer("tar --format=gnu -cf ../t .", [.basic, .special, .links, .long]),
        Writer("tar --format=gnu --sparse -cf ../t .", [.basic, .special, .links, .long, .sparse]),
        Writer("tar --format=oldgnu --sparse -cf ../t .", [.basic, .sparse]),
        Writer("tar --format=pax \(attributes) -cf ../t .", all),
        Writer("tar --format=pax --sparse --sparse-version=0.0 \(attributes) -cf ../t .", all),
        Writer("tar --format=pax --sparse --sparse-version=0.1 \(attributes) -cf ../t .", all),
        Writer("tar --format=pax --sparse --sparse-version=1.0 \(attributes) -cf ../t .", all),
        Writer("tar --format=gnu -czf ../t .", [.basic, .long]),
        Writer("tar --format=gnu -cf ../t --zstd .", [.basic, .long]),
        Writer("tar --format=gnu -cPf ../t \"$PWD\" --transform=\"s,^$PWD,,\"", [.basic, .long]),
    ]
    private static let bsdtar: [Writer] = [
        Writer("bsdtar --format=ustar -cf ../t .", [.basic, .special]),
        Writer("bsdtar --format=gnutar -cf ../t .", [.basic, .special, .links, .long]),
        // libarchive writes -1.5 as -2.5, the second before and what comes on top, which no other
        // reader takes for it.
        Writer("bsdtar --format=pax -cf ../t .", all.filter { $0 != .before }),
    ]
    private static let python: [Writer] = ["USTAR", "GNU", "PAX"].map { form in
        Writer(
            "python3 -c \"import tarfile; "
                + "t = tarfile.open('../t', 'w', format=tarfile.\(form)_FORMAT); t.add('.')\"",
            form == "USTAR" ? [.basic, .special] : [.basic, .special, .long])
    }

    @Test(.needs("tar"), arguments: gnuTar)
    func `GNU tar`(writer: Writer) throws { try check(writer) }

    @Test(.needs("busybox"))
    func `busybox tar`() throws {
        try check(Writer("busybox tar -cf ../t .", [.basic, .special, .links, .long]))
    }

    @Test(.needs("bsdtar"), arguments: bsdtar)
    func `libarchive's tar`(writer: Writer) throws { try check(writer) }

    @Test(.needs("python3"), arguments: python)
    func `Python's tarfile`(writer: Writer) throws { try check(writer) }

    private func check(_ writer: Writer) throws {
        for part in writer.parts {
            if part == .attributes, !Peers.have(["setfattr", "setcap"]) { continue }
            try Shell.inTemporaryDirectory { shell in
                try shell.run("mkdir src; cd src; \(part.script)")
                // Only pax and the parts that are about them have fractions.
                if part != .fine, part != .before {
                    try shell.run("find src -mindepth 1 -exec touch -h -d @1600000000 {} +")
                }
                try shell.run("cd src; \(writer.line)")
                let reading = try LayerArchive.read(MemoryBytes(try shell.bytes("t")))
                let tree = try reading.changes.applied(to: FileTree())
                let expected = try DiskTree.read("\(shell.directory)/src")
                #expect(lines(tree) == lines(expected), "\(part)")
                #expect(tree == expected, "\(part)")
                #expect(reading.warnings == [])
            }
        }
    }

    /// Without the times of directories, which are no part of equality.
    private func lines(_ tree: FileTree) -> [String] {
        listing(tree).map { line in
            guard line.hasPrefix("directory"), let range = line.firstRange(of: " at ") else {
                return line
            }
            let rest = line[range.upperBound...].drop { $0 != " " }
            return String(line[..<range.lowerBound] + rest)
        }
    }

    // MARK: What Lay writes

    private func everyOddFile() throws -> FileTree {
        var tree = FileTree()
        func put(
            _ path: TreePath, _ body: FileNode.Body, _ mode: UInt16 = 0o644,
            _ uid: UInt32 = 0, _ modified: Int64 = 1_600_000_000_000_000_000,
            _ extended: [(String, [UInt8])] = []
        ) throws {
            let attributes = FileAttributes(
                mode: mode, uid: uid, gid: uid / 2,
                extendedAttributes: extended.map {
                    ExtendedAttribute(name: Array($0.0.utf8), value: $0.1)
                })
            try tree.put(
                FileNode(body, attributes: attributes, modified: modified), at: path)
        }
        let long = String(repeating: "l", count: 255)
        try put("/d", .directory, 0o1777)
        try put("/d/setuid", .file(FileContents("x")), 0o6755, 3_000_000)
        try put("/d/large-owner", .file(FileContents("x")), 0, 4_294_967_294)
        try put("/d/empty", .file(.empty))
        try put("/d/before", .file(FileContents("x")), 0o644, 0, -1_500_000_000)
        try put("/d/fine", .file(FileContents("x")), 0o644, 0, 1_123_456_789)
        try put("/d/late", .file(FileContents("x")), 0o644, 0, 9_000_000_000_000_000_000)
        try put(
            "/d/notes", .file(FileContents("x")), 0o644, 0, 0,
            [
                (
                    "security.capability",
                    [1, 0, 0, 2, 0, 32, 0, 0] + [UInt8](repeating: 0, count: 12)
                ),
                ("user.a", [0, 10, 255]), ("user.b%c=d", [0x31]), ("user.empty", []),
            ])
        try put("/d/pipe", .fifo, 0o600)
        try put("/d/null", .characterDevice(DeviceNumber(major: 1, minor: 3)), 0o666)
        try put("/d/disk", .blockDevice(DeviceNumber(major: 8, minor: 17)), 0o660, 6)
        try put("/d/link", .symlink(target: Array("/outside/../x".utf8)), 0o777)
        try put("/d/long-link", .symlink(target: Array(repeating: 0x74, count: 3000)), 0o777)
        try put(TreePath("/\(long)/\(long)/\(long)"), .file(FileContents("deep")))
        try put(TreePath(bytes: [0xff, 0x0a, 0x20, 0x5c]), .file(FileContents("odd name")))
        try put("/-dash", .file(FileContents("x")))
        try put("/big", .file(FileContents([UInt8](repeating: 7, count: 100_001))))
        for length in [99, 100, 101, 155, 156] {
            try put(TreePath("/" + String(repeating: "k", count: length)), .file(FileContents("x")))
        }
        try tree.link("/d/setuid", to: "/z-hard")
        try tree.link("/d/link", to: "/z-link")
        try tree.link("/d/pipe", to: "/z-pipe")
        try tree.link(TreePath("/\(long)/\(long)/\(long)"), to: TreePath("/z\(long.dropFirst())"))
        return tree
    }

    @Test(.needs("tar")) func `what Lay writes comes out of GNU tar as it is`() throws {
        let tree = try everyOddFile()
        try Shell.inTemporaryDirectory { shell in
            try shell.write(try LayerArchive.write(tree), to: "t")
            let table = try shell.run("tar -tvf t")
            #expect(!table.contains("tar:"), "\(table)")
            #expect(table.split(separator: "\n").count == tree.count)
            let output = try shell.run(
                "mkdir out; tar -C out -xpf t \(Self.attributes) --numeric-owner --same-owner"
                    + " --warning=no-timestamp")
            #expect(output == "")
            let extracted = try DiskTree.read("\(shell.directory)/out")
            #expect(lines(extracted) == lines(tree))
            #expect(extracted == tree)
        }
    }
}
