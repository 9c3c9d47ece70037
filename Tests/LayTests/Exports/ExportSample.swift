import Foundation
import Lay
import LayArchive
import LayDisk
import LayFiles
import LayImages
import LayTestSupport
import Testing

/// The images that are given to other tools and taken back from them.
enum ExportSample: String, CaseIterable, CustomTestStringConvertible {
    case debian, app, deep, odd, many, sparse

    var testDescription: String {
        switch self {
        case .debian: "a Debian root"
        case .app: "an app of ten layers"
        case .deep: "\(Self.depth) layers"
        case .odd: "every odd kind of file"
        case .many: "\(Self.count) small files"
        case .sparse: "a sparse file of \(Self.sparseSize >> 20) MiB"
        }
    }

    /// How large the large ones are; no storage takes more layers than 127.
    private static let depth = scaled(32, atMost: 127)
    private static let count = scaled(25_000, atMost: 100_000)
    static let sparseSize = scaled(512 << 20, atMost: 2 << 30)

    /// What it is called outside.
    var name: String { "localhost/lay-export:\(rawValue)" }

    /// True when something in it runs.
    var runs: Bool { self == .debian || self == .app || self == .deep }

    /// The packages of a root that the machine can make of itself, without a network.
    private static let packages =
        "base-files base-passwd bash coreutils dash debianutils findutils grep gzip libacl1 libattr1 "
        + "libc-bin libc6 libgmp10 libpcre2-8-0 libselinux1 libtinfo6 sed tar"

    /// The tar of a root that debootstrap made, for all tests of the process; of the machine's own
    /// packages in a short run or where no mirror answers.
    private static let debianRoot = Result {
        // A mirror takes minutes, and the machine's own packages are as real.
        let isAsked = thorough > 1 && Peers.have(["debootstrap"])
        let bootstrap = isAsked ? "debootstrap --variant=minbase bookworm root" : "false"
        let shell = Shell(directory: FileManager.default.temporaryDirectory.path)
        let name = "lay-debian-\(ProcessInfo.processInfo.processIdentifier).tar"
        try shell.run(
            """
            work=$(mktemp -d); cd $work; trap 'rm -rf $work' EXIT
            if \(bootstrap) > log 2>&1; then
                tar -c --xattrs --xattrs-include='*' -C root -f root.tar .
            else
                dpkg -L \(packages) 2>/dev/null | sort -u > names || true
                # Where /bin is a link, the packages' own names lead through it.
                if [ -L /bin ]; then
                    sed -i 's,^/\\(bin\\|sbin\\|lib\\|lib64\\)/,/usr/\\1/,' names
                    for f in /bin /lib /lib64 /sbin; do [ -L $f ] && echo $f >> names; done
                fi
                sort -u -o names names
                tar -c --no-recursion --ignore-failed-read -T names -f root.tar 2>/dev/null || true
                tar -tf root.tar | grep -q bin/dash
            fi
            mv root.tar "$OLDPWD/\(name)"
            """)
        let path = "\(shell.directory)/\(name)"
        Remover.path = strdup(path)
        atexit { if let path = Remover.path { unlink(path) } }
        return path
    }

    private enum Remover { nonisolated(unsafe) static var path: UnsafeMutablePointer<CChar>? }

    /// The image; files it needs are made in the directory.
    func image(in directory: URL) throws -> Image {
        switch self {
        case .debian:
            try Peer.run("ln -s \(try Self.debianRoot.get()) root.tar", in: directory)
            let source = TreePath(directory.appending(path: "root.tar").path)
            guard
                case .file(let tar) = try DiskFileSystem().entry(at: source, follow: true).node.body
            else { throw FileError(.notFound, source) }
            let bytes = MemoryBytes(try tar.bytes())
            return try Self.image([try LayerArchive.read(bytes).changes])
        case .app: return try Self.image(try Self.app())
        case .deep:
            return try Self.image(
                try [Self.base()]
                    + (1..<Self.depth).map { number in
                        try Self.changes([
                            ("/layers/\(number)", "\(number)"), ("/last", "\(number)"),
                        ])
                    })
        case .odd: return try Self.image([try Self.odd()])
        case .many:
            var changes = TreeChanges()
            for number in 0..<Self.count {
                try changes.add(
                    Self.file("\(number)"), at: TreePath("/\(number / 1000)/\(number % 1000)"))
            }
            return try Self.image([changes])
        case .sparse:
            let size = Self.sparseSize
            guard
                let bytes = SparseBytes(
                    MemoryBytes(Array("beginmiddleend".utf8)), offset: 0,
                    stretches: [
                        .init(start: 0, count: 5), .init(start: size / 2, count: 6),
                        .init(start: size - 3, count: 3),
                    ], count: size)
            else { throw FileError(.invalidArgument, .root) }
            var changes = TreeChanges()
            try changes.add(
                FileNode(
                    .file(FileContents(bytes, offset: 0, count: size)),
                    attributes: FileAttributes(mode: 0o644)), at: "/disk")
            return try Self.image([changes])
        }
    }

    private static func image(_ layers: [TreeChanges]) throws -> Image {
        try layers.enumerated().reduce(Image.scratch) { image, layer in
            try image.adding(
                Layer(layer.element, createdBy: "layer \(layer.offset)"),
                created: "2024-01-02T03:04:05Z")
        }.configured("CMD", created: "2024-01-02T03:04:05Z") { config in
            config[parameter: "Cmd"] = .array(["/bin/sh", "-c", "echo ran"].map { .string($0) })
            config.setEnvironment("PATH", "/bin:/usr/bin")
        }
    }

    static func file(_ text: String, mode: UInt16 = 0o644) -> FileNode {
        FileNode(
            .file(FileContents(text)), attributes: FileAttributes(mode: mode),
            modified: 1_600_000_000_000_000_000)
    }

    private static func changes(_ files: [(String, String)]) throws -> TreeChanges {
        var changes = TreeChanges()
        for (path, text) in files { try changes.add(file(text), at: TreePath(path)) }
        return changes
    }

    /// A shell that runs without libraries, where the machine has one.
    private static func base() throws -> TreeChanges {
        var changes = try changes([("/etc/passwd", "root:x:0:0::/:/bin/sh\n")])
        if let path = Peers.path("busybox") {
            let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
            var node = file("", mode: 0o755)
            node.body = .file(FileContents(bytes))
            try changes.add(node, at: "/bin/busybox")
            for name in ["sh", "echo", "cat", "ls"] {
                try changes.addHardLink(to: "/bin/busybox", at: TreePath("/bin/\(name)"))
            }
        }
        return changes
    }

    /// Layers that add, replace, hide and remove.
    private static func app() throws -> [TreeChanges] {
        var layers = [try base()]
        layers.append(try changes((0..<500).map { ("/lib/\($0).so", "\($0)") }))
        for number in 0..<4 {
            var layer = try changes([
                ("/srv/\(number)/file", "\(number)"), ("/srv/state", "\(number)"),
            ])
            try layer.addRemoval(at: TreePath("/lib/\(number).so"))
            layers.append(layer)
        }
        var opaque = try changes([("/srv/0/new", "n")])
        try opaque.addOpaque(at: "/srv/0")
        var kinds = try changes([("/srv/1", "a file now")])
        try kinds.add(
            FileNode(.directory, attributes: FileAttributes(mode: 0o755)), at: "/srv/state")
        try kinds.add(file("a directory now"), at: "/srv/state/in")
        try kinds.addHardLink(to: "/srv/1", at: "/srv/also")
        var modes = TreeChanges()
        try modes.add(file("2", mode: 0o4711), at: "/srv/2/file")
        try modes.add(
            FileNode(
                .symlink(target: Array("../srv/2".utf8)), attributes: FileAttributes(mode: 0o777)),
            at: "/etc/link")
        return layers + [opaque, kinds, modes, try changes([("/srv/end", "e")])]
    }
}
