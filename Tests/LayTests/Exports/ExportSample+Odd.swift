import LayFiles

extension ExportSample {
    /// All kinds of files, with names, owners, times and attributes as they seldom are.
    static func odd() throws -> TreeChanges {
        var changes = TreeChanges()
        func add(
            _ path: TreePath, _ body: FileNode.Body, mode: UInt16 = 0o644, uid: UInt32 = 0,
            gid: UInt32 = 0, modified: Nanoseconds = 1_000_000_000,
            attributes: [(String, [UInt8])] = []
        ) throws {
            let extended = attributes.map {
                ExtendedAttribute(name: Array($0.0.utf8), value: $0.1)
            }
            try changes.add(
                FileNode(
                    body,
                    attributes: FileAttributes(
                        mode: mode, uid: uid, gid: gid, extendedAttributes: extended),
                    modified: modified), at: path)
        }
        try add("/kinds", .directory, mode: 0o1777)
        try add("/kinds/empty", .file(.empty))
        try add("/kinds/directory", .directory, mode: 0o2750, gid: 50)
        try add("/kinds/pipe", .fifo, mode: 0o600)
        try add("/kinds/null", .characterDevice(DeviceNumber(major: 1, minor: 3)), mode: 0o666)
        try add("/kinds/disk", .blockDevice(DeviceNumber(major: 8, minor: 17)), mode: 0o660)
        try add("/kinds/dangling", .symlink(target: Array("/not/there".utf8)), mode: 0o777)
        try add("/kinds/up", .symlink(target: Array("../../../etc".utf8)), mode: 0o777)
        try add("/kinds/setuid", .file(FileContents("s")), mode: 0o4755, uid: 1000, gid: 1000)
        try add("/kinds/secret", .file(FileContents("s")), mode: 0)
        try changes.addHardLink(to: "/kinds/setuid", at: "/kinds/hard")
        try changes.addHardLink(to: "/kinds/pipe", at: "/kinds/pipe too")
        let long = TreePath("/\(String(repeating: "n", count: 255))")
        try add(long.appending(name: Array(repeating: 0x6d, count: 101)), .file(FileContents("l")))
        try add(
            "/long link", .symlink(target: Array(repeating: 0x74, count: 300)), mode: 0o777)
        try add("/spaces and \n lines", .file(FileContents("n")))
        try add("/ünïcödé 日本", .file(FileContents("u")))
        try add("/.hidden", .file(FileContents("h")))
        try add("/owner", .file(FileContents("o")), uid: 3_000_000, gid: 4_000_000)
        try add("/fine", .file(FileContents("f")), modified: 1_500_000_000_123_456_789)
        try add("/large", .file(FileContents(Array(repeating: 7, count: 3_000_000))))
        try add(
            "/noted", .file(FileContents("x")),
            attributes: [("user.bin", [0, 255, 10]), ("user.note", Array("hello".utf8))])
        let capability: [UInt8] = [1, 0, 0, 2, 0, 0x20] + Array(repeating: 0, count: 14)
        try add(
            "/capable", .file(FileContents("c")), mode: 0o755,
            attributes: [("security.capability", capability)])
        return changes
    }
}
