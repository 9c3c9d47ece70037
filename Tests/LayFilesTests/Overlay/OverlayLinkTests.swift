#if os(Linux)
    import LayFiles
    import LayTestSupport
    import Testing

    /// What overlayfs does with the hard links of lower layers.
    @Suite(.needs("overlay mounts") { OverlayMount.isAvailable })
    struct OverlayLinkTests {
        private static let linked: [Operation] = [
            .text("a", "old"), .link("a", "b"), .link("a", "c"),
        ]

        @Test func `a write through one name of a lower file breaks its link`() throws {
            let facts = try LayerFacts(Self.linked, [.text("a", "new")])
            #expect(facts.kernel == ["/a"])
            #expect(facts.lay == ["/a"])
            #expect(try facts.text("b") == "old")
            #expect(try facts.names("b") == 2)
        }

        @Test func `a write through one name of an upper file is seen through the others`() throws {
            let facts = try LayerFacts([], Self.linked + [.text("a", "new")])
            #expect(facts.lay == ["/a", "/b = /a", "/c = /a"])
            #expect(try facts.text("c") == "new")
        }

        @Test func `a new link to a lower file puts both names into the layer`() throws {
            let facts = try LayerFacts([.text("a", "1")], [.link("a", "b")])
            #expect(facts.kernel == ["/a", "/b = /a"])
            #expect(facts.lay == ["/a", "/b = /a"])
        }

        @Test func `a new link to a linked lower file leaves its old names behind`() throws {
            let facts = try LayerFacts(Self.linked, [.link("a", "d")])
            #expect(facts.kernel == ["/a", "/d = /a"])
            #expect(facts.lay == ["/a", "/d = /a"])
            #expect(try facts.names("b") == 2)
        }

        @Test func `removing a name of a lower file is no entry for the others`() throws {
            let facts = try LayerFacts(Self.linked, [.unlink("a")])
            #expect(facts.kernel == ["-/a"])
            #expect(facts.lay == ["-/a"])
            #expect(try facts.names("b") == 2)
        }

        @Test func `a touch that changes nothing breaks a lower link all the same`() throws {
            let facts = try LayerFacts(Self.linked, [.changeMode("a", 0o644)])
            #expect(facts.kernel == ["/a"])
            #expect(facts.lay == ["/a"])
            #expect(try facts.names("a") == 1)
        }

        @Test func `moving a name of a lower file parts it from the others`() throws {
            let facts = try LayerFacts(Self.linked, [.rename("a", "m")])
            #expect(facts.kernel == ["-/a", "/m"])
            #expect(facts.lay == ["-/a", "/m"])
            #expect(try facts.names("m") == 1)
        }

        @Test func `moving a name over another of its inode does nothing, but to lower ones`()
            throws
        {
            let lower = try LayerFacts(Self.linked, [.rename("a", "b")])
            #expect(lower.kernel == ["-/a", "/b"])
            #expect(lower.lay == ["-/a", "/b"])
            let upper = try LayerFacts([], Self.linked + [.rename("a", "b")])
            #expect(upper.lay == ["/a", "/b = /a", "/c = /a"])
        }

        @Test func `a lower directory that is moved keeps the links inside it alone`() throws {
            let facts = try LayerFacts(
                [
                    .directory("d"), .text("d/a", "1"), .link("d/a", "d/b"), .link("d/a", "out"),
                    .text("d/x", "2"), .link("d/x", "x"),
                ], [.rename("d", "m"), .append("m/a", [50])])
            // `mv` parts them from the names outside; the write is then seen through both.
            #expect(facts.lay == ["-/d", "/m", "/m/a", "/m/b = /m/a", "/m/x"])
            #expect(try facts.text("m/b") == "12")
            #expect(try facts.text("out") == "1")
            #expect(try facts.names("x") == 1)
        }

        @Test func `a name behind a directory that became a symlink is gone`() throws {
            let facts = try LayerFacts(
                [
                    .directory("d"), .text("d/a", "1"), .link("d/a", "b"), .directory("e"),
                    .text("e/a", "1"), .setModified("e/a", 2, follow: true),
                ],
                [.unlink("d/a"), .removeDirectory("d"), .makeSymlink("d", target: "e")])
            #expect(facts.kernel == ["/d"])
            #expect(facts.lay == ["/d"])
        }

        @Test func `a write through the last name of what was linked is a change`() throws {
            var tree = FileTree()
            try tree.write(FileContents("old"), to: "a")
            try tree.link("a", to: "b")
            try tree.unlink("b")
            let before = tree
            try tree.write(FileContents("new"), to: "a")
            #expect(tree != before)
            #expect(try TreeChanges(from: before, to: tree).map(\.path) == ["/a"])
        }
    }
#endif
