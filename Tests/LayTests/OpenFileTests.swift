import Foundation
import Lay
import LayDisk
import LayFiles
import LayImages
import LayTestSupport
import LayWorld
import Testing

/// Open files do in a tree, a container, a tmpfs and a volume what they do on the machine's disk.
@Suite struct OpenFileTests {
    private static let attributes = FileAttributes(
        mode: 0o644, uid: UInt32(getuid()), gid: UInt32(getgid()))

    /// What a series of random operations gave, line by line.
    private func log(_ files: any FileSystem, _ root: TreePath, _ seed: UInt64) -> [String] {
        var choices = Choices(state: seed)
        var open: [OpenFile?] = [nil, nil, nil, nil]
        var lines: [String] = []
        func name() -> TreePath {
            root.appending(
                TreePath(["a", "b", "d/a", "d/b", "e/a"].randomElement(using: &choices) ?? "a"))
        }
        func note(_ what: String, _ body: () throws -> String) {
            do {
                lines.append("\(what) \(try body())")
            } catch let error as FileError {
                lines.append("\(what) \(error.reason)")
            } catch {
                lines.append("\(what) \(error)")
            }
        }
        for directory in ["d", "e"] {
            note("mkdir") {
                try files.make(
                    FileNode(.directory, attributes: FileAttributes(mode: 0o755)),
                    at: root.appending(TreePath(directory)))
                return directory
            }
        }
        for step in 0..<80 {
            let slot = Int.random(in: 0..<4, using: &choices)
            let text = String(
                repeating: "\(step % 10)", count: Int.random(in: 0..<9, using: &choices))
            let number = Int.random(in: 0..<40, using: &choices)
            let (one, two) = (name(), name())
            let operation = Int.random(in: 0..<14, using: &choices)
            note("\(step) \(operation)") {
                switch operation {
                case 0, 1:
                    var flags: OpenFlags = []
                    for flag in [OpenFlags.append, .create, .create, .exclusive, .truncate]
                    where Bool.random(using: &choices) {
                        flags.insert(flag)
                    }
                    if !flags.contains(.create) { flags.remove(.exclusive) }
                    // Without writing, truncation is unspecified (POSIX.1-2017, open).
                    flags.formUnion(
                        flags.isDisjoint(with: [.append, .create, .truncate])
                            ? .read : Bool.random(using: &choices) ? [.read, .write] : .write)
                    open[slot] = nil
                    open[slot] = try files.open(one, flags, creating: Self.attributes)
                case 2, 3: try open[slot]?.write(Array(text.utf8))
                case 4:
                    return String(decoding: try open[slot]?.read(number) ?? [], as: UTF8.self)
                case 5: try open[slot]?.seek(to: number)
                case 6: try open[slot]?.truncate(to: number)
                case 7: open[slot] = open[(slot + 1) % 4]
                case 8: try files.unlink(one)
                case 9: try files.link(one, to: two)
                case 10: try files.rename(one, to: two)
                case 11:
                    let (d, e) = (
                        root.appending(TreePath("d")), root.appending(TreePath("e"))
                    )
                    let (empty, other) = (root.appending(TreePath("x")), number % 2 == 0 ? d : e)
                    try files.rename(other, to: empty)
                    try files.rename(other == d ? e : d, to: other)
                    try files.rename(empty, to: other == d ? e : d)
                case 12: try files.append(Array(text.utf8), to: one, creating: Self.attributes)
                default: try files.truncate(one, to: number)
                }
                return "\(open[slot]?.position ?? -1)"
            }
            for name in ["a", "b", "d/a", "d/b", "e/a", "e/b"] {
                note(name) {
                    let entry = try files.entry(
                        at: root.appending(TreePath(name)), follow: true)
                    guard case .file(let contents) = entry.node.body else { return "?" }
                    return String(decoding: try contents.bytes(), as: UTF8.self)
                }
            }
        }
        return lines
    }

    private func onDisk(_ seed: UInt64) throws -> [String] {
        let directory = FileManager.default.temporaryDirectory.appending(
            path: "lay-open-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        return log(DiskFileSystem(), TreePath(directory.path), seed)
    }

    @Test func `random operations do what the kernel does`() throws {
        for seed in seeds(20) {
            let wanted = try onDisk(seed)
            let world = World()
            var options = World.Options()
            options.command = ["none"]
            let plain = try world.create(.scratch, imageName: "scratch", options)
            options.mounts = [
                Mount(.tmpfs, at: "/tmp/t"), Mount(.volume("vol"), at: "/data/v"),
            ]
            let container = try world.create(.scratch, imageName: "scratch", options)
            let places: [(String, any FileSystem, TreePath)] = [
                ("tree", TreeFileSystem(), "/"),
                ("container", ContainerFileSystem(world, plain.id), "/"),
                ("container with mounts", ContainerFileSystem(world, container.id), "/"),
                ("tmpfs", ContainerFileSystem(world, container.id), "/tmp/t"),
                ("volume", ContainerFileSystem(world, container.id), "/data/v"),
                ("volume alone", ContainerFileSystem(world, volume: "own"), "/"),
            ]
            _ = try world.createVolume("own")
            for (name, files, root) in places {
                let found = log(files, root, seed)
                if let index = zip(found, wanted).enumerated().first(where: { $1.0 != $1.1 })?
                    .offset
                {
                    Issue.record(
                        "seed \(seed), \(name): '\(found[index])' is not '\(wanted[index])' after '\(wanted[max(0, index - 7)..<index])'"
                    )
                }
            }
        }
    }
}
