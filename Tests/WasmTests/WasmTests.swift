import Testing

struct WasmRoomTests {
    @Test func `the room is there`() {}
}
