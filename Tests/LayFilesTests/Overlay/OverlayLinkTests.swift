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
    }
#endif
