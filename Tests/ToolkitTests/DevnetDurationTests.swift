import SecretCore
import Testing

struct DevnetDurationTests {
    @Test(
        "a duration is a number and a unit, up to ten years",
        arguments: [
            ("1s", 1), ("90s", 90), ("10m", 600), ("2h", 7200), ("21d", 1_814_400),
            ("3650d", 315_360_000), ("3651d", nil), ("0s", nil), ("1", nil), ("s", nil),
            ("-1s", nil), ("1.5h", nil), ("1y", nil), ("", nil), ("9999999999s", nil), ("١s", nil),
        ] as [(String, Int64?)])
    func reads(text: String, seconds: Int64?) {
        #expect(DevnetDuration(text)?.seconds == seconds)
    }
}
