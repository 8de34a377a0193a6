import { useLingui } from "@lingui/react/macro";
import { SimpleGrid, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { CommunePicker } from "@/features/organisations/commune-picker";

type PlaceValues = { address: string; postal_code: string; city: string; commune_code: string };

/** Address, commune and postal code: the commune chosen fills its postal code when it has only one. */
export function PlaceFields<V extends PlaceValues>({ form }: { form: UseFormReturnType<V> }) {
  const { t } = useLingui();
  const place = form as unknown as UseFormReturnType<PlaceValues>;
  const { commune_code, city } = place.getValues();
  return (
    <>
      <TextInput
        label={t`Adresse`}
        description={t`Numéro et rue, par exemple : 12 rue de la République.`}
        {...place.getInputProps("address")}
      />
      <SimpleGrid cols={{ base: 1, xs: 2 }} style={{ alignItems: "end" }}>
        <CommunePicker
          key={commune_code}
          label={t`Commune`}
          value={commune_code}
          city={city}
          error={place.errors.commune_code}
          data-path="commune_code"
          onChange={(commune) => {
            const [postalCode, ...others] = commune?.postal_codes ?? [];
            place.setValues({
              commune_code: commune?.code ?? "",
              city: commune?.name ?? "",
              postal_code: postalCode && others.length === 0 ? postalCode : "",
            });
          }}
        />
        <TextInput
          label={t`Code postal`}
          inputMode="numeric"
          maxLength={5}
          {...place.getInputProps("postal_code")}
        />
      </SimpleGrid>
    </>
  );
}
