import Foundation
import LayArchive
import LayContainers
import LayDisk
import LayDockerfile
import LayFiles
import LayImages
import LayTestSupport
import LayWorld
import Testing

/// A folder of `Tests/Fixtures/dockerfiles`: a build and what Docker 28 made of it.
struct BuildCase: Sendable, CustomTestStringConvertible {
    let path: String

    var testDescription: String { path }

    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Tests/Fixtures/dockerfiles")

    /// The cases, area by area.
    static let all: [BuildCase] = {
        let manager = FileManager.default
        func folders(_ url: URL) -> [String] {
            ((try? manager.contentsOfDirectory(atPath: url.path)) ?? []).sorted().filter {
                var isDirectory: ObjCBool = false
                return manager.fileExists(
                    atPath: url.appending(path: $0).path, isDirectory: &isDirectory)
                    && isDirectory.boolValue
            }
        }
        return folders(root).flatMap { area in
            folders(root.appending(path: area)).map { BuildCase(path: "\(area)/\($0)") }
        }
    }()

    var folder: URL { Self.root.appending(path: path) }

    func text(_ name: String) throws -> [UInt8]? {
        let file = folder.appending(path: name)
        guard FileManager.default.fileExists(atPath: file.path) else { return nil }
        return Array(try Data(contentsOf: file))
    }

    func document(_ name: String) throws -> JSONValue? {
        try text(name).map { try JSONValue(parsing: $0) }
    }

    /// Why it cannot be built here yet, or what is meant to be another outcome than Docker's.
    func needs() throws -> String? {
        try (text("needs.txt") ?? text("differs.txt")).map {
            String(decoding: $0, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        }
    }

    /// A world with the image that the cases begin with.
    static func world() throws -> World {
        let world = World()
        let rows = try JSONValue(
            parsing: Array(Data(contentsOf: root.appending(path: "base.json"))))
        var tree = FileTree()
        for row in rows.array ?? [] { try tree.put(row) }
        var image = try Image.scratch.replacingFiles(
            with: tree, createdBy: "base", created: world.timestamp)
        image = try image.merging([
            "Env": .array([
                .string("PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin")
            ]),
            "Cmd": .array([.string("sh")]), "architecture": .string("amd64"),
            "os": .string("linux"),
        ])
        try world.tag(image, Reference("busybox"))
        return world
    }
}

extension FileTree {
    /// Puts a row of a listing: path, kind, mode, uid, gid, size, value, and perhaps its text.
    fileprivate mutating func put(_ row: JSONValue) throws {
        guard let row = row.array, row.count > 6, let path = row[0].string,
            let kind = row[1].string,
            let mode = row[2].string.flatMap({ UInt16($0, radix: 8) }), let uid = row[3].int,
            let gid = row[4].int, let value = row[6].string
        else { throw FileError(.io, "/") }
        let body: FileNode.Body =
            switch kind {
            case "d": .directory
            case "l": .symlink(target: Array(value.utf8))
            default: .file(FileContents(row.count > 7 ? row[7]["text"]?.string ?? "" : ""))
            }
        try put(
            FileNode(
                body,
                attributes: FileAttributes(mode: mode, uid: UInt32(uid), gid: UInt32(gid))),
            at: TreePath(path))
    }
}
