#if os(Linux)
    import LayFiles
    import Testing

    /// What overlayfs does with the hard links of lower layers.
    @Suite(
        .enabled(if: OverlayMount.isAvailable, "needs root and the right to mount overlays"))
    struct OverlayLinkTests {
        private static let linked: [Operation] = [
            .text("a", "old"), .link("a", "b"), .link("a", "c"),
        ]

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
    }
#endif
