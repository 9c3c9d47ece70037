#if os(Linux)
    import LayFiles
    import LayTestSupport
    import Testing

    /// Single facts of overlayfs; the kernel is asked first, and Lay must give the same tree.
    @Suite(.needs("overlay mounts") { OverlayMount.isAvailable })
    struct OverlayFactTests {
        @Test func `a file made again after its removal is an entry and no removal`() throws {
            let facts = try LayerFacts([.text("f", "old")], [.unlink("f"), .text("f", "new")])
            #expect(facts.kernel == ["/f"])
            #expect(facts.lay == ["/f"])
            #expect(try facts.text("f") == "new")
        }

        @Test func `a directory over a directory replaces its mode and keeps what is in it`() throws
        {
            let facts = try LayerFacts(
                [.directory("d"), .text("d/f", "1")], [.changeMode("d", 0o700)])
            #expect(facts.kernel == ["/d"])
            #expect(facts.lay == ["/d"])
            #expect(try facts.text("d/f") == "1")
        }

        @Test func `a directory made again after its removal is opaque to the kernel alone`() throws
        {
            let facts = try LayerFacts(
                [.directory("d"), .text("d/f", "1")],
                [.unlink("d/f"), .removeDirectory("d"), .directory("d"), .text("d/g", "2")])
            #expect(facts.kernel == ["/d opaque", "/d/g"])
            // On purpose: a removal for each name, as OCI recommends.
            #expect(facts.lay == ["-/d/f", "/d/g"])
        }

        @Test func `a directory in the place of a file is opaque to the kernel alone`() throws {
            let facts = try LayerFacts(
                [.text("d", "1")], [.unlink("d"), .directory("d"), .text("d/g", "2")])
            #expect(facts.kernel == ["/d opaque", "/d/g"])
            #expect(facts.lay == ["/d", "/d/g"])
        }

        @Test func `a directory with none of its old entries holds a removal for each`() throws {
            let facts = try LayerFacts(
                [.directory("d"), .text("d/a", "1"), .text("d/b", "2")],
                [.unlink("d/a"), .unlink("d/b"), .text("d/c", "3")])
            #expect(facts.kernel == ["/d", "-/d/a", "-/d/b", "/d/c"])
            #expect(facts.lay == ["-/d/a", "-/d/b", "/d/c"])
        }

        @Test func `what is made and removed in one layer leaves nothing`() throws {
            let facts = try LayerFacts(
                [.directory("d")], [.text("d/f", "1"), .unlink("d/f")])
            // On purpose: the upper directory keeps the parent for its mtime.
            #expect(facts.kernel == ["/d"])
            #expect(facts.lay == [])
        }

        @Test func `a change of mode alone carries the whole file`() throws {
            let facts = try LayerFacts([.text("f", "all of it")], [.changeMode("f", 0o600)])
            #expect(facts.kernel == ["/f"])
            #expect(facts.lay == ["/f"])
        }

        @Test func `an mtime keeps its nanoseconds`() throws {
            let facts = try LayerFacts(
                [.text("f", "")], [.setModified("f", 1_700_000_000_123_456_789, follow: true)])
            #expect(try facts.tree.entry(at: "f").node.modified == 1_700_000_000_123_456_789)
        }

        @Test func `a lower directory that is moved is stored whole, and one removal`() throws {
            let facts = try LayerFacts(
                [.directory("d"), .text("d/f", "1"), .directory("d/e"), .text("d/e/g", "2")],
                [.rename("d", "m")])
            #expect(facts.kernel == ["-/d", "/m", "/m/e", "/m/e/g", "/m/f"])
            #expect(facts.lay == ["-/d", "/m", "/m/e", "/m/e/g", "/m/f"])
        }

        @Test func `setgid of a directory is handed on with its group`() throws {
            let facts = try LayerFacts([
                .directory("d"), .changeOwner("d", uid: 1, gid: 2, follow: true),
                .changeMode("d", 0o2755), .text("d/f", "1"), .directory("d/e"),
                .makeSymlink("d/l", target: "f"),
            ])
            #expect(try facts.attributes("d/f") == FileAttributes(mode: 0o644, gid: 2))
            #expect(try facts.attributes("d/e") == FileAttributes(mode: 0o2755, gid: 2))
            #expect(try facts.attributes("d/l") == FileAttributes(mode: 0o777, gid: 2))
        }

        @Test func `a new owner clears setuid and setgid but of directories`() throws {
            let owners = ["f", "locked", "d"].map {
                Operation.changeOwner(TreePath($0), uid: 1, gid: 1, follow: true)
            }
            let facts = try LayerFacts(
                [
                    .text("f", ""), .changeMode("f", 0o6755), .text("locked", ""),
                    .changeMode("locked", 0o6745), .directory("d"), .changeMode("d", 0o6755),
                ], owners)
            #expect(try facts.attributes("f").mode == 0o755)
            // Without x for the group, setgid once meant mandatory locking, and stays.
            #expect(try facts.attributes("locked").mode == 0o2745)
            #expect(try facts.attributes("d").mode == 0o6755)
        }

        @Test func `a write or a new owner takes a file's capabilities away`() throws {
            let value: [UInt8] = [0, 0, 0, 2, 1] + [UInt8](repeating: 0, count: 15)
            let files = ["written", "appended", "cut", "owned", "kept"].map { TreePath($0) }
            let facts = try LayerFacts(
                files.flatMap {
                    [.text($0, "1"), .setAttribute($0, "security.capability", value, follow: true)]
                },
                [
                    .text("written", "2"), .append("appended", [50]), .truncate("cut", 0),
                    .changeOwner("owned", uid: 1, gid: 0, follow: true), .changeMode("kept", 0o700),
                ])
            for file in files {
                let has = try !facts.attributes(file).extendedAttributes.isEmpty
                #expect(has == (file == "kept"), "\(file)")
            }
        }

        @Test func `a path's refusals come in the kernel's order`() throws {
            // Refusals are compared with the kernel's as each operation is done.
            _ = try LayerFacts([
                .text("f", ""), .directory("d"), .directory("d/e"), .rename("none", "f/x"),
                .rename("none", "none/x"), .rename("/", "f/x"), .rename("d", "/"),
                .rename("d", "d/e/x"), .rename("d/e", "d"), .rename("d", "f"), .rename("f", "d"),
                .link("d", "f"), .link("d", "none/x"), .link("d", "x"), .link("none", "f"),
                .makeSymlink("l", target: "l"), .text("l", ""), .unlink("l/x"), .unlink("d"),
                .removeDirectory("f"), .removeDirectory("d"), .removeDirectory("/"), .unlink("/"),
                .rename("f", TreePath(String(repeating: "n", count: 256))),
            ])
        }
    }
#endif
