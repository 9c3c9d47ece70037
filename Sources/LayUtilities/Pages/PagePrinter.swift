import LayFiles
import LayShell

/// Lays out one file, or some side by side, on pages.
final class PagePrinter {
    /// How far a column's file was read.
    enum Status {
        case open
        /// A form feed ended the page: of lines that are stored, and of those that are read.
        case formFeed, held
        case closed
    }

    /// A column of a page.
    final class Column {
        var reader: ByteReader?
        var status = Status.open
        var start = 0
        var linesLeft = 0
        var isNumbered = false
        /// The lines that it has, among those that are stored, and the next one of them.
        var stored = 0
        var next = 0
        var fillsPage = false
    }

    let call: UtilityCall
    let layout: PageLayout
    var output: PageOutput
    var columns: [Column] = []
    /// Lines that wait for their column, and where each ends.
    var lines: [(text: [UInt8], end: Int)] = []
    var line: [UInt8] = []
    var isStoring = false
    var held = 0
    var openCount = 0
    private var page = 1
    var number = 1
    var inputPosition = 0
    var separatorsLeft = 0
    var padding = 0
    private var linesOnPage = 0
    var hasText = false
    var wantsHeader = false
    var wantsFormFeed = false
    var onlyFormFeed = false
    var isLineEmpty = true
    var alignsEmpty = false
    private var header: (date: [UInt8], name: [UInt8]) = ([], [])

    init(_ layout: PageLayout, _ call: UtilityCall) {
        self.layout = layout
        self.call = call
        output = PageOutput(call, layout)
        number = layout.firstNumber ?? 1
    }

    /// Lays out files side by side.
    ///
    /// - Throws: `BoundReached`.
    func print(_ files: [[UInt8]]) throws {
        try open(files)
        if columns.isEmpty { return }
        placeColumns()
        output.isMuted = layout.firstPage > 1
        while try printPage() {}
        for column in columns { column.reader?.close() }
        call.context.release(held)
        if page <= layout.firstPage, layout.firstPage > 1, output.isMuted {
            try call.complain(
                "starting page number \(layout.firstPage) exceeds page count \(page - 1)")
        }
    }

    // MARK: Files

    private func open(_ files: [[UInt8]]) throws {
        for file in files {
            do {
                let reader = try call.reader(file)
                if file != [45] {
                    let entry = try call.entry(file, follow: true)
                    if entry.node.kind == .directory {
                        throw FileError(.isDirectory, entry.path)
                    }
                }
                let column = Column()
                column.reader = reader
                columns.append(column)
            } catch let error as FileError {
                if !call.has("r") {
                    let isOpen = error.code == .isDirectory
                    try call.complain(
                        isOpen
                            ? "read error: \(error.reason)" : "\(call.shown(file)): \(error.reason)"
                    )
                }
                if let bound = error.bound { throw bound }
                call.status = 1
            }
        }
        openCount = columns.count
        if !layout.isMerged, let first = columns.first {
            for _ in 1..<max(1, layout.columns) {
                let column = Column()
                column.reader = first.reader
                columns.append(column)
            }
            openCount = 1
        }
        header = try PageHeading.parts(layout.isMerged ? nil : files[0], call)
    }

    private func placeColumns() {
        var place = layout.margin + separator.count
        var next = layout.margin + layout.columnWidth
        if layout.isMerged, layout.numbers != nil { next += layout.numberWidth }
        if !layout.truncates { next = 0 }
        for (index, column) in columns.enumerated() {
            column.isNumbered = layout.numbers != nil && (!layout.isMerged || index == 0)
            column.start = place
            if layout.truncates {
                place = next + separator.count
                next = place + layout.columnWidth
            } else {
                place = 0
            }
        }
    }

    var separator: [UInt8] { layout.separator }

    /// Ends the page for a column, at a form feed.
    func hold(_ column: Column) {
        if layout.isMerged {
            column.status = .held
        } else {
            for other in columns { other.status = layout.isStored ? .formFeed : .held }
        }
        column.linesLeft = 0
        openCount -= 1
    }

    /// Ends a column with its file.
    func close(_ column: Column) {
        if layout.isMerged {
            column.status = .closed
            column.linesLeft = 0
        } else {
            for other in columns {
                other.status = .closed
                if other.stored == 0 { other.linesLeft = 0 }
            }
        }
        openCount -= 1
    }

    private func reopen() {
        for column in columns where column.status == .held {
            column.status = .open
            openCount += 1
        }
        if layout.isStored { openCount = columns[0].status == .closed ? 0 : 1 }
    }

    // MARK: Pages

    private var readyCount: Int {
        columns.count {
            $0.status == .open || $0.status == .formFeed
                || layout.isStored && $0.stored > 0 && $0.linesLeft > 0
        }
    }

    private func beginPage() throws {
        if layout.isStored {
            try storeColumns()
            for column in columns { column.linesLeft = column.stored }
        } else {
            for column in columns {
                column.linesLeft = column.status == .open ? layout.body : 0
            }
        }
    }

    private func printPage() throws -> Bool {
        try beginPage()
        if readyCount == 0 { return false }
        wantsHeader = layout.hasExtremities
        hasText = false
        var anyText = false
        linesOnPage = layout.isDouble ? layout.body * 2 : layout.body
        while linesOnPage > 0, readyCount > 0 {
            try call.context.step()
            let hadText = try printRow()
            anyText = anyText || hadText
            if hasText {
                try output.write(10)
                linesOnPage -= 1
            }
            if readyCount == 0, !layout.hasExtremities { break }
            if layout.isDouble, hadText {
                try output.write(10)
                linesOnPage -= 1
            }
        }
        if linesOnPage <= 0 {
            for column in columns where column.status == .open { column.fillsPage = true }
        }
        if anyText, layout.hasExtremities {
            try padDown(linesOnPage + 5)
        } else if layout.keepsFormFeeds, wantsFormFeed {
            try output.write(12)
            wantsFormFeed = false
        }
        if !layout.hasExtremities || !wantsHeader { page += 1 }
        if page > layout.lastPage { return false }
        reopen()
        if output.isMuted, page >= layout.firstPage {
            output.isMuted = false
            if let first = layout.firstNumber { number = first }
        }
        return true
    }

    /// Writes a line of all columns; true where one of them had text.
    private func printRow() throws -> Bool {
        output.beginLine()
        separatorsLeft = 0
        hasText = false
        alignsEmpty = false
        isLineEmpty = true
        onlyFormFeed = true
        var hadText = false
        for column in columns {
            inputPosition = 0
            if column.linesLeft > 0 || column.status == .formFeed {
                onlyFormFeed = false
                padding = column.start
                let isWhole =
                    layout.isStored
                    ? try printStored(column) : try readLine(column)
                if !isWhole { try skipLine(column) }
                hadText = hadText || hasText
                column.linesLeft -= 1
                if column.linesLeft <= 0, readyCount == 0 { break }
                if layout.isMerged, column.status != .open {
                    try alignAfter(column)
                }
            } else if layout.isMerged {
                if isLineEmpty { alignsEmpty = true } else { try align(column) }
            }
            if layout.hasSeparator { separatorsLeft += 1 }
        }
        return hadText
    }

    private func alignAfter(_ column: Column) throws {
        if isLineEmpty {
            alignsEmpty = true
        } else if column.status == .closed || column.status == .held && onlyFormFeed {
            try align(column)
        }
    }

    /// Fills a column that has no line.
    ///
    /// - Throws: `BoundReached`.
    func align(_ column: Column) throws {
        padding = column.start
        if padding - separator.count > 0 {
            try output.move(to: padding - separator.count)
            padding = 0
        }
        if layout.hasSeparator { try writeSeparators() }
        if column.isNumbered { try writeNumber() }
    }

    private func padDown(_ count: Int) throws {
        if layout.usesFormFeeds { return try output.write(12) }
        try output.write([UInt8](repeating: 10, count: count))
    }

    /// Writes the header of the page.
    ///
    /// - Throws: `BoundReached`.
    func writeHeader() throws {
        wantsHeader = false
        output.position = 0
        let text = Array("Page \(page)".utf8)
        let left = layout.width - header.date.count - header.name.count
        let room = max(0, left - text.count)
        let margin = [UInt8](repeating: 32, count: layout.margin)
        let before = [UInt8](repeating: 32, count: max(1, room / 2))
        let behind = [UInt8](repeating: 32, count: max(1, room - room / 2))
        try output.write([10, 10] + margin + header.date + before + header.name + behind)
        try output.write(text + [10, 10, 10])
        output.position = 0
    }
}
