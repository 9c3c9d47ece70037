/// Where `pr` stands in the line that it writes, and the blanks that it has not written yet.
struct PageOutput {
    private let call: UtilityCall
    private let tabifies: Bool
    private let tab: (character: UInt8, width: Int)
    /// True for pages in front of the first one that is wanted.
    var isMuted = false
    /// The column that is written next.
    var position = 0
    /// Blanks that become tabs where what follows is known.
    var blanks = 0

    init(_ call: UtilityCall, _ layout: PageLayout) {
        self.call = call
        tabifies = layout.tabifies
        tab = layout.outputTab
    }

    func write(_ byte: UInt8) throws {
        if !isMuted { try call.write(byte: byte) }
    }

    func write(_ bytes: some Collection<UInt8>) throws {
        if !isMuted { try call.write(bytes) }
    }

    mutating func beginLine() {
        position = 0
        blanks = 0
    }

    /// A byte of a line's text.
    mutating func put(_ byte: UInt8) throws {
        if tabifies {
            if byte == 32 {
                blanks += 1
                return
            }
            if blanks > 0 { try writeBlanks() }
            if byte == 8 {
                position -= 1
            } else if byte &- 32 < 95 {
                position += 1
            }
        }
        try write(byte)
    }

    /// Moves to a column to the right.
    mutating func move(to column: Int) throws {
        if tabifies {
            blanks = column - position
            return
        }
        while position < column {
            try write(32)
            position += 1
        }
        position = column
    }

    /// Writes the blanks that are pending, as tabs where they reach a tab's stop.
    mutating func writeBlanks() throws {
        var place = position
        let goal = position + blanks
        while goal - place > 1 {
            let stop = place + tab.width - place % tab.width
            if stop > goal { break }
            try write(tab.character)
            place = stop
        }
        while place < goal {
            try write(32)
            place += 1
        }
        position = goal
        blanks = 0
    }
}
